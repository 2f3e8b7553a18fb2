"""The gatherings that an article may tell: frames of all sentences, without those that a rule excludes."""

from __future__ import annotations

from pipeline.extraction.diaries import Entry, diary
from pipeline.extraction.document import Document
from pipeline.extraction.meetings.acted_on_there import add_who_acts_on_it
from pipeline.extraction.meetings.alone import settle_alone
from pipeline.extraction.meetings.attendance import add_attendance
from pipeline.extraction.meetings.awaited import awaits, settle_awaited
from pipeline.extraction.meetings.built_on import date_built_on, settle_built_on
from pipeline.extraction.meetings.companions import add_companions
from pipeline.extraction.meetings.context import inherit, opening_scene
from pipeline.extraction.meetings.counted_sides import name_counted_sides
from pipeline.extraction.meetings.diary import schedule
from pipeline.extraction.meetings.done_on_trips import settle_done_on_trips
from pipeline.extraction.meetings.ellipsis import complete
from pipeline.extraction.meetings.exclusions import excluded, excluded_late
from pipeline.extraction.meetings.forms_of_meeting import read_crowd, read_phone
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grouping import gather
from pipeline.extraction.meetings.guests_apart import split_by_time
from pipeline.extraction.meetings.hearings import add_sides_of_hearing
from pipeline.extraction.meetings.hosts_of_trips import add_hosts, only_goes
from pipeline.extraction.meetings.inaugurations import add_delegates
from pipeline.extraction.meetings.joining import drop_speaking_there
from pipeline.extraction.meetings.joint_bodies import seat_members
from pipeline.extraction.meetings.led_there import add_leaders
from pipeline.extraction.meetings.listed_events import lend_list
from pipeline.extraction.meetings.lone_speakers import settle_own_side
from pipeline.extraction.meetings.name_bearers import add_bearers
from pipeline.extraction.meetings.named_together import split_named_together
from pipeline.extraction.meetings.no_parties import drop_no_parties, nobody_met
from pipeline.extraction.meetings.nouns import noun_frame
from pipeline.extraction.meetings.office_holders import name_holders
from pipeline.extraction.meetings.one_and_another import split_one_and_another
from pipeline.extraction.meetings.owners import lend_owner, lend_subjects
from pipeline.extraction.meetings.participant_lists import add_listed
from pipeline.extraction.meetings.pronouns import untangle
from pipeline.extraction.meetings.put_off import put_off
from pipeline.extraction.meetings.reading import Reading, readings
from pipeline.extraction.meetings.run_by import add_who_ran_it
from pipeline.extraction.meetings.said_by_phone import add_callers
from pipeline.extraction.meetings.same_sentence import add_company
from pipeline.extraction.meetings.sentence_links import ON_THE_WAY, link_frames
from pipeline.extraction.meetings.several_withs import drop_states_of_heads, split_by_with
from pipeline.extraction.meetings.shown_there import add_those_there
from pipeline.extraction.meetings.signatories import settle_place_of_paper, settle_signatories
from pipeline.extraction.meetings.standing import read_standing, settle_progressive
from pipeline.extraction.meetings.those_before import lend_talkers, on_its_margins
from pipeline.extraction.meetings.topic_person import lend_topic
from pipeline.extraction.meetings.triggers import triggers
from pipeline.extraction.meetings.untold_sides import add_who_talked, settle_one_sided
from pipeline.extraction.meetings.verbs import verb_frame
from pipeline.extraction.meetings.voices import NO_TALK, Talk, settle_voices, talk_of
from pipeline.extraction.meetings.when_where import attach


def sentence_frames(
    document: Document,
    reading: Reading,
    before: list[Frame] | None = None,
    scene: bool = False,
    parsed: list[Reading] | None = None,
    talk: Talk = NO_TALK,
    entries: dict[int, Entry] | None = None,
) -> tuple[list[Frame], list[tuple[Frame, str]]]:
    """Frames of one sentence, and those left out with the reason."""
    frames = []
    for trigger in triggers(reading):
        build = noun_frame if trigger.shape in ("event", "trip", "invitation") else verb_frame
        frames.append(build(document, reading, trigger))
    for frame in frames:
        untangle(document, frame)
        drop_states_of_heads(document, frame)
        settle_voices(document, talk, frame)
        settle_own_side(document, frame)
        settle_signatories(document, frame)
        drop_no_parties(document, frame)
        read_standing(frame, document.text)
        read_phone(frame, document.text)
        read_crowd(frame, document.text)
    linked, joined = link_frames(document, drop_speaking_there(frames))
    linked, framed = settle_done_on_trips(document, linked)
    joined += framed
    lend_subjects(document, linked, parsed or [])
    add_companions(document, linked)
    add_who_ran_it(document, linked)
    add_company(document, linked)
    add_those_there(document, linked)
    complete(document, linked, before or [], talk)
    settle_built_on(document, linked, before or [])
    for frame in linked:
        add_sides_of_hearing(document, frame, parsed or [])
        add_callers(document, frame)
        add_delegates(document, frame, parsed or [])
        add_who_acts_on_it(document, frame, before or [])
    name_counted_sides(document, linked)
    add_leaders(document, linked)
    lend_list(document, linked, parsed or [])
    lend_owner(document, linked)
    lend_topic(document, linked, parsed or [])
    linked = split_one_and_another(document, linked)
    kept, dropped = [], []
    for frame in linked:
        seat_members(document, frame, before or [])
        reason = excluded(document, frame) or nobody_met(document, frame)
        if reason:
            dropped.append((frame, reason))
        else:
            kept.append(frame)
    if not kept:
        kept = [frame for frame, reason in dropped if awaits(document, frame, reason)][:1]
        dropped = [(frame, reason) for frame, reason in dropped if not any(frame is each for each in kept)]
    if not kept:  # the journey itself, where what it was for is no gathering: "will travel to Peru to discuss copper"
        kept = [frame for frame, reason in joined if reason == ON_THE_WAY and not excluded(document, frame)]
        joined = [(frame, reason) for frame, reason in joined if not any(frame is each for each in kept)]
    kept = split_by_with(document, split_by_time(document, kept))
    kept = split_named_together(document, kept)
    attach(document, kept)
    date_built_on(document, kept)
    on_its_margins(document, kept, before or [])
    schedule(document, kept, entries or {})
    for frame in kept:
        settle_progressive(document, frame)
        name_holders(document, frame)
    add_hosts(document, kept)
    told = []
    for frame in kept:
        reason = excluded_late(document, frame, scene, _more_of_a_visit(frame, before or []))
        reason = reason or only_goes(document, frame) or _asked_in_return(frame, [*(before or []), *kept])
        if reason and not (frame.place is not None and len(kept) == 1 and awaits(document, frame, reason)):
            joined.append((frame, reason))
        else:
            told.append(frame)
    return told, dropped + joined


def _asked_in_return(frame: Frame, others: list[Frame]) -> str:
    """Why a visit that one asks the other to pay, for no told day, where those two meet, is no gathering yet."""
    if frame.trigger.words != "invite" or frame.date is not None or len(frame.entities) < 2:
        return ""
    met = any(frame.entities <= other.entities for other in others if other is not frame)
    return "an invitation made where they met" if met else ""


def _more_of_a_visit(frame: Frame, before: list[Frame]) -> bool:
    """Whether "this visit, led by X" may say more of a visit that the sentence before tells."""
    last = before[-1] if before else None
    if last is None or frame.trigger.shape != "trip" or last.trigger.shape not in ("trip", "reception", "calling"):
        return False
    return 0 < frame.reading.index - last.reading.index <= _NEXT


_NEXT = 2
"""Sentences over which a visit is told on."""


def candidates(document: Document) -> tuple[list[Gathering], list[tuple[Frame, str]]]:
    """Gatherings in the order of the text, and frames that tell none, with the reason."""
    frames: list[Frame] = []
    dropped: list[tuple[Frame, str]] = []
    parsed = list(readings(document))
    talk = talk_of(document)
    scene = opening_scene(document)[1] is not None
    entries = diary(document)
    for reading in parsed:
        kept, out = sentence_frames(document, reading, frames, scene, parsed, talk, entries)
        frames += kept
        dropped += out
    lend_talkers(document, frames, dropped)
    gatherings = gather(document, frames, talk)
    put_off(document, gatherings, parsed)
    add_attendance(document, gatherings, parsed, {f.reading.index for f in frames}, talk)
    add_who_talked(document, gatherings, dropped)
    add_listed(document, gatherings, dropped)
    kept_gatherings = []
    for gathering in gatherings:
        if gathering.entities:
            kept_gatherings.append(gathering)
            for frame in gathering.frames:
                add_bearers(document, frame)
        else:
            dropped += [(frame, "no identified party") for frame in gathering.frames]
    kept_gatherings, in_vain = settle_awaited(document, kept_gatherings)
    kept_gatherings, alone = settle_alone(document, kept_gatherings, talk)
    kept_gatherings, one_sided = settle_one_sided(document, kept_gatherings)
    settle_place_of_paper(document, kept_gatherings)
    inherit(document, kept_gatherings)
    return kept_gatherings, dropped + in_vain + alone + one_sided
