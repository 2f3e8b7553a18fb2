"""What looks like a gathering and is none: negated, habitual, a company's own event, an exhortation, a count."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import mention_at
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.goals_of_trips import at_home, tours_the_world
from pipeline.extraction.meetings.grammar import ancestors, governed, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.questions import is_question
from pipeline.extraction.meetings.same_sentence import guests_of
from pipeline.extraction.meetings.senses import noun_senses, tells_alone
from pipeline.extraction.meetings.signatures import appointed, ceremony_near, put_on_for_it, unsigned
from pipeline.extraction.meetings.standing import clause_words
from pipeline.extraction.meetings.standing_bodies import standing_dialogue, standing_forum
from pipeline.extraction.meetings.triggers import TRAVELS, on_errand, panel_hears
from pipeline.extraction.meetings.unspecific import of_another_act, opens_with_habit, unspecific
from pipeline.extraction.meetings.verb_exclusions import verb_excluded, with_people
from pipeline.extraction.meetings.wished_talks import at_no_date, not_any, only_asked_for, only_wished, returned_to


def excluded(document: Document, frame: Frame) -> str:
    """Why a frame tells no meeting, or an empty string."""
    reading, trigger = frame.reading, frame.trigger
    t = trigger.token
    text = document.text
    is_noun = trigger.shape in ("event", "trip", "invitation")
    near = text[
        max(reading.sentence.start, reading.tokens[t].start - 40) : min(
            reading.sentence.end, reading.tokens[t].end + 24
        )
    ]
    offset = reading.tokens[t].start - max(reading.sentence.start, reading.tokens[t].start - 40)
    size = reading.tokens[t].end - reading.tokens[t].start
    if is_question(frame, text):
        return "a question"
    told = any(reading.tokens[c].dep in ("acl", "relcl") for c in reading.children[t])
    own = all(c.rule.startswith(("modifier", "series")) for c in frame.claims)
    own = own and not (told and trigger.name and frame.claims and "aimed_at" not in frame.flags)
    if is_noun and (("setting" in frame.flags and own) or _in_the_margins(document, frame)):
        return "named only as the setting"
    if is_noun:
        for hit in cue_pattern("internal").finditer(near):
            if hit.start() <= offset + size and hit.end() >= offset:
                return f"own event or no meeting: {hit[0].lower()}"
        head = reading.tokens[t].head
        if (
            (
                reading.tokens[t].dep in ("compound", "amod", "nmod")
                and head > t
                and reading.tokens[head].pos in ("NOUN", "PROPN")
            )
            and not tells_alone(reading.lemmas[head])
            and not _ends_name(frame)
            and not guests_of(reading, t)
        ):
            return "modifies another noun"
        if _no_gathering(document, frame):
            return "the word means something else here"
        up = reading.tokens[head].head
        if only_wished(frame):
            return "talks only wished for"
        if _label(frame):
            return "a label"
        if frame.trigger.words == "assembly" and reading.lemmas[up] in cues("assembly_act"):
            return "an act of a body that bears the name of a gathering"
        if standing_forum(frame):
            return "a body that bears the name of a gathering"
        if returned_to(frame):
            return "only to be taken up again"
        if only_asked_for(frame):
            return "only asked for"
        if "indefinite" in frame.flags and frame.date is None and at_no_date(frame, text):
            return "at no date yet"
        if "counted" in frame.flags and trigger.plural and trigger.words not in cues("span"):
            return "told only as a count"
        if trigger.plural and any(reading.words[c] in cues("uncounted") for c in reading.children[t] if c < t):
            return "told only as a count"
        if any(reading.words[c] == "no" for c in reading.children[t]) or not_any(reading, t) or _no_part_in(frame):
            return "denied"
        if trigger.plural and not trigger.plural_ok and not frame.claims:
            return "unspecified plural"
        if trigger.shape == "trip" and trigger.plural:
            return "unspecified plural"
        if _bare(frame):
            return "no particular gathering"
    after = text[reading.tokens[t].end : reading.tokens[min(len(reading.tokens) - 1, t + 7)].end]
    if trigger.words.startswith("meet") and cue_pattern("requirement").search(after):
        return "meets a requirement"
    if trigger.words == "meet" and any(reading.lemmas[o] in cues("met_thing") for o in objects(reading, t)):
        return "meets a requirement"
    # Who somebody is stands between: "welcomed Ann Holm, a geologist from Perth, to its board".
    farther = text[reading.tokens[t].end : reading.tokens[min(len(reading.tokens) - 1, t + 14)].end]
    if trigger.words == "welcome" and cue_pattern("staff").search(farther):
        return "welcomes new staff"
    outlet = _outlet(document, frame)
    if outlet:
        return f"an interview: {outlet}"
    if (
        "negated" in frame.flags
        and is_noun
        and frame.verb is not None
        and cue_pattern("occurs").match(text, reading.tokens[frame.verb].start)
    ):
        frame.status, frame.status_rule = "cancelled", "did_not_occur"
    if "negated" in frame.flags and cue_pattern("as_intended").search(
        text, reading.tokens[t].start, reading.sentence.end
    ):
        frame.status, frame.status_rule = "cancelled", "not_as_intended"
    if "negated" in frame.flags and frame.status not in ("cancelled", "postponed"):
        return "denied"
    if not is_noun and _barred(frame):
        return "denied"
    if "exhortation" in frame.flags:
        return "an exhortation"
    if "hypothetical" in frame.flags and not frame.date:
        return "hypothetical"
    verb = frame.verb if frame.verb is not None else t
    first, last = clause_words(reading, verb)
    if is_noun:
        first, last = min(first, frame.start), max(last, frame.end)
    if not is_noun and frame.date is None:
        last = max(last, min(reading.sentence.end, reading.tokens[t].end + 120))
    hits = (h for h in cue_pattern("habitual").finditer(text, first, last) if not h[0][:1].isupper())
    habit = next((h for h in hits if not of_another_act(reading, verb, reading.token_at(h.start()))), None)
    over_verb = habit and any(reading.words[c] == habit[0].lower() for c in reading.children[verb])
    if habit is None and opens_with_habit(document, frame):
        return "habitual: all that the sentence tells"
    if habit and (not frame.trigger.name or (over_verb and is_noun)):
        return f"habitual: {habit[0].lower()}"
    return "" if is_noun else verb_excluded(document, frame)


def _outlet(document: Document, frame: Frame) -> str:
    """The newsroom or its people that talk or are talked to; not those another verb names: "told reporters after
    meeting X"."""
    reading, t = frame.reading, frame.trigger.token
    is_noun = frame.trigger.shape in ("event", "trip", "invitation")
    first = reading.tokens[t if is_noun else max(0, t - 3)].start
    last = reading.tokens[min(len(reading.tokens) - 1, t + 7)].end
    for hit in cue_pattern("media").finditer(document.text, first, last):
        i = reading.token_at(hit.start())
        object_of = reading.tokens[i].dep in ("pobj", "dobj", "dative") and t not in ancestors(reading, i)
        if not (i < t and object_of):
            return hit[0]
    return ""


def _no_part_in(frame: Frame) -> bool:
    """Whether somebody had no part in it: "which had no seat at the meeting"."""
    reading, v = frame.reading, frame.verb
    had = objects(reading, v) if v is not None and reading.lemmas[v] == "have" else []
    return any(reading.words[c] == "no" for o in had for c in reading.children[o])


def _in_the_margins(document: Document, frame: Frame) -> bool:
    """Whether a gathering, or the list it stands in, is only what something took place beside: "on the margins of"."""
    reading, t = frame.reading, frame.trigger.token
    if any(c.role == "host" for c in frame.claims):
        return False
    first = max(0, t - _LONGEST_LIST)
    for hit in cue_pattern("margins").finditer(document.text, reading.tokens[first].start, reading.tokens[t].start):
        between = range(reading.token_at(hit.end()), t)
        if not any(is_verb(reading, i) or reading.words[i] in (";", ":") for i in between):
            return True
    return False


_LONGEST_LIST = 24
"""Words over which the gatherings of a list may reach."""


def _barred(frame: Frame) -> bool:
    """Whether the words above the verb say that it didn't come to it: "was unavailable to meet", "refused to see"."""
    reading, v = frame.reading, frame.trigger.token
    head = reading.tokens[v].head
    above = (reading.lemmas[head], reading.words[head], reading.words[head - 1] if head else "")
    return reading.tokens[v].dep in ("xcomp", "acomp", "ccomp", "advcl") and bool(cues("barring") & set(above))


def _no_gathering(document: Document, frame: Frame) -> bool:
    """A treaty ("Convention to Implement"), a plant's assembly, an adjective before other words ("Bilateral Trade")."""
    reading, t = frame.reading, frame.trigger.token
    after = reading.words[t + 1] if t + 1 < len(reading.words) else ""
    word = frame.trigger.words
    if _only_listeners(frame) or " ".join(reading.words[max(0, t - 2) : t + 2]) in cues("in_case"):
        return True
    if word in cues("building") and t > 1 and reading.tokens[t - 2].tag == "NNP" and "indefinite" not in frame.flags:
        return True  # "at Genoa town hall"
    if word in cues("opening_noun"):
        there = any(f.startswith("prep:") for f in frame.flags) or "role_verb" in frame.flags
        alone = all(document.entities[e].entity_type == "company" for e in frame.entities)  # a firm's own feast
        return alone or not there
    if word in cues("stage_of_speakers"):
        held = any(c.rule.startswith(("brought", "moderate")) for c in frame.claims)  # "the panel brought together X"
        return frame.trigger.name is None and not held and not frame.flags & {"prep:at", "prep:on", "prep:during"}
    if word == "convention":
        return after in ("to", "on", "for", "against") and frame.place is None and frame.verb is None
    if frame.trigger.name is not None and after in ("for", "of", "on"):
        last = reading.token_at(frame.trigger.name_end - 1)
        beyond = reading.tokens[min(last + 1, len(reading.tokens) - 1)]
        if beyond.tag in ("NN", "NNS") and beyond.start > frame.trigger.name_end and beyond.dep != "npadvmod":
            return True
    if word in cues("stretch_of_days"):
        told = frame.flags & {"prep:at", "role_verb", "subject"} or any(c.role == "host" for c in frame.claims)
        return frame.trigger.name is None or not told or bool(cues("commemorative") & set(_name_words(frame)))
    if word == "appointment" and (after in ("of", "as", "to") or "with" not in reading.words):
        off = frame.status in ("cancelled", "postponed")
        return not (frame.possessive or off) or after in ("of", "as", "to")  # to an office
    if word in cues("span"):
        met = {e for c in frame.claims if c.rule.startswith("with") for e in c.entities}
        return not any(document.entities[e].entity_type == "person" for e in met) or len(frame.entities) < 2
    if word in cues("one_sided_noun"):
        return not any(c.rule.startswith(("with", "of", "possessive")) for c in frame.claims)
    if word == "congress" and frame.trigger.name is None:
        owners = {e for c in frame.claims if c.rule.startswith("possessive") for e in c.entities}
        if any(document.entities[e].entity_type == "country" for e in owners):
            return True  # "Peru's congress"
        mention = mention_at(reading, t)
        kinds = {document.entities[e].entity_type for e in mention.entities} if mention is not None else set()
        return kinds == {"government_body"}  # "will send it to Congress"
    if word == "congress":
        inside = [m for m in reading.mentions if frame.trigger.name_start <= m.start and m.entities]
        named = {w for m in inside for w in document.text[m.start : m.end].lower().split()}
        if not set(_name_words(frame)) - named - cues("parliament") - {"congress"}:
            return True  # "the United States Congress"
    if word == "assembly" and reading.mention_of[t] >= 0 and frame.verb is not None:
        body = reading.mentions[reading.mention_of[t]].entities
        if any(document.entities[e].entity_type == "government_body" for e in body):
            return True  # "addressed the National Assembly"
    if word == "assembly":
        return frame.trigger.name is None and (after in ("of", "line", "plant") or not frame.definite)
    if after == "table" and frame.trigger.kind == "negotiation":
        return True  # "came to the negotiating table"
    if word in cues("number_of_sides") and after:
        return reading.tokens[t + 1].pos in ("NOUN", "PROPN", "ADJ") and reading.lemmas[t + 1] not in noun_senses()
    return False


def _only_listeners(frame: Frame) -> bool:
    """Whether the word stands for unnamed people who are spoken to: "told an audience", "a lunch of bankers"."""
    reading, t = frame.reading, frame.trigger.token
    v = reading.tokens[t].head
    spoken = reading.tokens[t].dep in ("dobj", "dative") and reading.lemmas[v] in cues("told") | cues("addressing")
    hosted = any(c.role == "host" for c in frame.claims)
    if not spoken or frame.trigger.name or "indefinite" not in frame.flags or hosted:
        return False
    return frame.trigger.words in cues("told_listeners") or (frame.trigger.words in cues("meal") and frame.date is None)


def _label(frame: Frame) -> bool:
    """Whether the word only heads what follows: "Ministerial: The participants decided …"."""
    reading, t = frame.reading, frame.trigger.token
    before = sum(word.isalpha() for word in reading.words[:t])
    told = all(c.rule in ("main_states", "dual", "context", "owner", "series") for c in frame.claims)
    return t + 1 < len(reading.words) and reading.words[t + 1] == ":" and before <= _LONGEST_LABEL and told


_LONGEST_LABEL = 5
"""Words that a label may have before its noun."""


def _carried_on(frame: Frame) -> bool:
    """Whether negotiations are only to be brought on or to an end: "committed to conclude negotiations in 2022",
    "have ended merger talks"."""
    reading, t = frame.reading, frame.trigger.token
    if not (frame.trigger.plural and frame.trigger.plural_ok) or frame.place is not None:
        return False
    about = [*(c for c in reading.children[t] if c < t), *governed(reading, t, ("about", "on", "over"))]
    if any(reading.lemmas[c] in cues("bargain") for c in about) and (frame.date is None or frame.date_rule[3:4] < "3"):
        return True
    told = (frame.date.past or frame.date.future) if frame.date is not None else None
    if told is not None and told.precision == "day":
        return False
    head = reading.tokens[t].head
    return reading.tokens[t].dep in ("dobj", "nsubj", "nsubjpass") and reading.lemmas[head] in cues("carrying_on")


def _own_meeting(document: Document, frame: Frame) -> bool:
    """Whether one company or agency alone met, at "the Fed's September meeting": nobody else is told to be there."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape == "assembly":
        gathered = {reading.lemmas[s] for s in subjects(reading, t)}
        return bool(gathered) and gathered <= cues("owner_of_shares")  # "shareholders of X gathered in Lima"
    if frame.trigger.words not in cues("sitting") or frame.trigger.name is not None:
        return False
    if len(frame.entities) != 1 or frame.ranks or "crowd" in frame.flags:
        return False
    kind = document.entities[next(iter(frame.entities))].entity_type
    own = all(c.rule.startswith(("possessive", "outcome", "modifier")) and c.role != "host" for c in frame.claims)
    own = own or (
        kind == "company" and "annual" in frame.reading.words[max(0, frame.trigger.token - 2) : frame.trigger.token]
    )
    return kind in ("company", "government_body") and own


def _name_words(frame: Frame) -> list[str]:
    return (frame.trigger.name or "").lower().split()


def _bare(frame: Frame) -> bool:
    """Whether a singular noun stands without article, owner or number: "after consultation with the board"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.plural or frame.trigger.name or frame.trigger.kind or frame.trigger.weight > 2:
        return False
    if reading.sentence.kind in ("title", "heading") or frame.trigger.words == "another" or reading.words[t] == "it":
        return False
    return not any(
        reading.tokens[c].dep in ("det", "poss", "nummod", "amod", "compound") for c in reading.children[t] if c < t
    )


def _ends_name(frame: Frame) -> bool:
    """Whether the trigger is the last word of the proper name that it heads, or "of" tells who takes office."""
    whole = frame.trigger.name is not None and frame.trigger.name_end == frame.reading.tokens[frame.trigger.token].end
    return whole or any(c.rule.startswith("takes_office") for c in frame.claims)


def excluded_late(document: Document, frame: Frame, scene: bool, told_before: bool = False) -> str:
    """Why a frame tells no meeting once its time and place are known, or an empty string.

    A signing is a meeting only where a ceremony is told, or named persons sign at a stated place;
    `scene` says that the report states its place once for all, `told_before` that the sentence before
    tells a visit too, of which this one may say more.
    """
    alone = len(sides(document, frame.entities)) < 2
    if frame.trigger.plural_ok and frame.trigger.plural and frame.date is None and frame.place is None:
        going = not frame.flags & {"role_verb", "prep:after", "prep:before", "prep:of"} or frame.trigger.weight == 1
        going = going or ("prep:in" in frame.flags and "indefinite" not in frame.flags and not frame.definite)
        if going and frame.reading.sentence.kind == "body" and "prep:for" not in frame.flags:
            return "talks without a session"
    if _carried_on(frame):
        return "talks without a session"
    met = any(c.rule.startswith("with") for c in frame.claims)
    if standing_dialogue(frame):
        return "a standing dialogue"
    if _own_meeting(document, frame):
        return "a body's own meeting"
    several = frame.trigger.plural and not frame.trigger.plural_ok and "counted" not in frame.flags
    loose = alone or (frame.place is None and "role_verb" not in frame.flags)
    if several and loose and frame.date is None and all(c.rule.startswith("possessive") for c in frame.claims):
        return "unspecified plural"
    told_generally = unspecific(document, frame)
    if told_generally:
        return told_generally
    travels = frame.trigger.shape in TRAVELS
    abroad = travels and tours_the_world(document, frame)
    if travels and alone and frame.place is None and not abroad and not met and not (told_before and frame.definite):
        return "a trip to no told place"
    if travels and alone and not met and not told_before and at_home(document, frame):
        return "a trip to nobody, at home"
    if frame.trigger.shape == "journey" and alone and not (abroad and frame.date is not None):
        return "a journey to nobody named"
    if frame.kind == "signing" and frame.trigger.shape == "event":
        named = sum(document.entities[e].entity_type == "person" for e in frame.entities)
        ceremony = frame.trigger.words.split()[-1] in cues("ceremonial") or ceremony_near(document, frame)
        ceremony = ceremony or appointed(document, frame)
        if named < 2 and not ceremony and not (named and put_on_for_it(frame)):
            return "a signature without a ceremony"
    bare = len(frame.entities) < 2 and frame.trigger.shape == "reciprocal" and with_people(frame)
    if bare and frame.place is None and frame.date is None:
        return "unnamed people at no told time or place"
    taken_up = frame.trigger.words in cues("somewhere")
    if frame.trigger.words in cues("errand") and not on_errand(frame.reading, frame.trigger.token):
        taken_up = True
    if frame.trigger.words.split()[0] in cues("debating") and frame.place is not None:
        taken_up = False
    if taken_up and frame.date is not None and panel_hears(frame.reading, frame.trigger.token):
        taken_up = False  # "the Senate committee will question X on May 3"
    if frame.status_rule == "was_to_have":
        taken_up = False  # "he was to have discussed tin with X"
    if taken_up and not frame.phone and (frame.place is None or frame.place_rule[3:4] < "3"):
        return "taken up at no told place"
    head = frame.reading.tokens[frame.trigger.token].head
    of_those = frame.reading.words[head] == "those" and frame.reading.tokens[frame.trigger.token].dep == "acl"
    if frame.trigger.words == "invite" and frame.date is None and (frame.place is None or of_those):
        passive = is_passive(frame.reading, frame.trigger.token)
        if passive and not any(c.role == "host" and not c.rule.startswith("roll") for c in frame.claims):
            return "invited to what was told before"
    return unsigned(document, frame, scene)
