"""Where the date expressions stand: one regular expression, made from the calendar's words.

Each rule is a pattern with named groups; they are tried together in one pass from left to right,
and at one place in the order given here. Matching is linear: no rule repeats a repeated group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.lexicons import table, values


@cache
def word_values(kind: str) -> dict[str, int]:
    """Lower-case form of every calendar word of this kind, and its value."""
    return {
        form.lower(): int(row["value"])
        for row in table("calendar_words")
        if row["kind"] == kind
        for form in (*values(row["forms"]), *values(row["short_forms"]))
    }


def _forms(kind: str, column: str) -> list[str]:
    return [form for row in table("calendar_words") if row["kind"] == kind for form in values(row[column])]


def _any(forms: list[str]) -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form) for form in ordered) + ")"


def _capital(forms: list[str]) -> str:
    return _any([*forms, *(form.upper() for form in forms)])


def _any_case(forms: list[str], *, shouted: bool = False) -> str:
    cased = [*forms, *(form.capitalize() for form in forms), *(form[0].upper() + form[1:] for form in forms)]
    return _any([*cased, *(form.upper() for form in forms if shouted)])


DASH = r"\s?[-–—‑]\s?"
ORDINAL = r"(?:st|nd|rd|th)?"


def _day(name: str) -> str:
    return rf"(?P<{name}>0?[1-9]|[12]\d|3[01]){ORDINAL}(?![\d%]|[.,:/]\d)"


def _year(name: str) -> str:
    return rf"(?P<{name}>(?:19|20)\d\d)(?!\d|[.,]\d)"


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules in order of preference: name and pattern."""
    month_full = _forms("month", "forms")
    any_month = _capital([*month_full, *_forms("month", "short_forms")])
    plain_month = _capital(month_full)
    long_weekday = _capital(_forms("weekday", "forms"))
    any_weekday = _capital([*_forms("weekday", "forms"), *_forms("weekday", "short_forms")])
    weekday = rf"(?:(?P<weekday>{any_weekday})(?:\s\(|,?\s(?:the\s)?))?"
    number = _any_case(_forms("number", "forms"))
    season = _any_case(_forms("season", "forms"))
    part = _any_case([*_forms("quarter", "forms"), *_forms("half", "forms")])
    join = rf"(?:{DASH}|\s(?:to|and|through|until|till|&)\s(?:the\s)?)"
    early = (
        r"(?P<phase>[Ee]arly|[Mm]id|[Ll]ate|[Ll]ater|[Ee]arlier|[Ee]nd"
        r"|(?:[Tt]he\s)?(?:[Ee]nd|[Bb]eginning|[Ss]tart|[Mm]iddle)\sof)(?:\s(?:in\s)?|-)"
    )
    count = rf"(?P<number>{number}|\d{{1,3}})\s(?P<unit>days?|weeks?|months?|years?)"
    phrases = _any_case([row["phrase"] for row in table("date_phrases")], shouted=True)
    which = r"(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\spast|[Tt]his\scoming|[Pp]ast|[Cc]oming)\s"
    comma_year = rf"(?:,?\s(?:of\s)?{_year('year')})?"
    first_year = rf"(?:,?\s{_year('first_year')})?"
    their_year = r"\s(?P<their_year>last|next|this)\syear"
    clock = r"(?:night|morning|afternoon|evening)"
    day_list = rf"(?:,\s(?:0?[1-9]|[12]\d|3[01]){ORDINAL}(?![\d%])){{0,3}},?"
    other_weekday = rf"(?:{any_weekday},?\s)?"
    ordinal = _any_case(_forms("ordinal", "forms"))
    spelled_year = _any_case(_forms("spelled_year", "forms"))
    holiday = _any_case(_forms("holiday", "forms"))
    followers = _any(_forms("after_day", "forms"))
    nth_weekday = _any_case([*(f for f in _forms("ordinal", "forms") if word_values("ordinal")[f] <= 5), "last"])
    nth = rf"(?:{ordinal}|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))"
    nth_range = rf"(?P<nth>{nth})(?:{join}(?P<last_nth>{nth}))?"
    patterns = [
        (
            "iso",
            r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month_number>0[1-9]|1[0-2])(?P=mark)(?P<day>[0-3]\d)(?![\d/])",
        ),
        (
            "week_of",
            rf"[Ww]eek\s(?:of|beginning|commencing|starting|ending)\s(?:on\s)?(?:the\s)?{other_weekday}"
            rf"(?:{_day('day')}(?:\sof)?\s(?P<month>{any_month})|(?P<us_month>{any_month})\s{_day('us_day')})"
            rf"{comma_year}",
        ),
        ("holiday", rf"(?P<holiday>{holiday})(?![A-Za-z-]){comma_year}"),
        ("nth_of_month", rf"{nth_range}\s(?:day\s)?of\s(?P<their_month>last|next|this)\smonth"),
        (
            "nth_of_month",
            rf"(?P<month>{plain_month})(?:,?\s{_year('year')})?,?\s(?:from|on|between)\sthe\s{nth_range}(?![\w-])",
        ),
        (
            "nth_of_month",
            rf"(?P<nth>{ordinal}){join}(?P<last_nth>{ordinal})\s(?:day\s)?of\s(?P<month>{any_month}){comma_year}",
        ),
        ("year_first", rf"{_year('year')}[,/.]?\s(?P<month>{plain_month})\s{_day('day')}"),
        (
            "days",
            rf"{weekday}{_day('day')}(?:\sof)?\s(?P<month>{any_month}){first_year}{join}{other_weekday}"
            rf"{_day('last_day')}(?:\sof)?\s(?P<last_month>{any_month}){comma_year}",
        ),
        (
            "days",
            rf"{weekday}(?P<month>{any_month})\s{_day('day')}{first_year},?{join}{other_weekday}"
            rf"(?P<last_month>{any_month})\s{_day('last_day')}{comma_year}",
        ),
        (
            "days",
            rf"{weekday}{_day('day')}{day_list}{join}{other_weekday}"
            rf"{_day('last_day')}(?:\sof)?\s(?P<month>{any_month}){comma_year}",
        ),
        (
            "days",
            rf"{weekday}(?P<month>{any_month})\s{_day('day')}{day_list}{join}{other_weekday}"
            rf"{_day('last_day')}(?!\s?{any_month}){comma_year}",
        ),
        (
            "spelled",
            rf"(?:(?P<day_words>{ordinal})|{_day('day')})\s(?:day\s)?of\s(?P<month>{any_month})"
            rf"(?:,?\s(?:(?P<year_words>{spelled_year})|{_year('year')}))?",
        ),
        ("day", rf"{weekday}{_day('day')}(?:\sof)?\s(?P<month>{any_month})(?:\sof)?{their_year}"),
        (
            "day",
            rf"{weekday}{_day('day')}(?:\sof\s|\s|-)?(?P<month>{any_month})(?![A-Za-z])(?:-{_year('y2')}|{comma_year})",
        ),
        ("day", rf"{weekday}(?P<month>{any_month})\s{_day('day')}(?:\sof)?{their_year}"),
        ("day", rf"{weekday}(?P<month>{any_month}),?\s?{_day('day')}{_NOT_A_DAY}{comma_year}"),
        ("month_year", rf"(?:{early})?(?P<month>{any_month})(?:,?\s(?:of\s)?|-){_year('year')}"),
        ("month_their_year", rf"(?:{early})?(?P<month>{any_month})(?:\sof)?{their_year}"),
        (
            "month_told_year",
            rf"(?P<month>{any_month})(?:\sof)?\s(?P<told>the\ssame|that\ssame|that|the\sfollowing|the\sprevious)\syear",
        ),
        ("month_which", rf"{which}(?:{early})?(?P<month>{any_month})(?![A-Za-z-])"),
        ("month", rf"(?:{early})(?P<month>{any_month})(?![A-Za-z])"),
        ("month", rf"(?P<month>{any_month})(?![A-Za-z])"),
        (
            "numeric",
            r"(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[./-])(?P<second>0?[1-9]|[12]\d|3[01])(?P=mark)"
            rf"(?:{_year('year')}|(?P<short_year>[0-4]\d)(?![\d./-]))",
        ),
        (
            "slashed_days",
            r"(?P<first>0?[1-9]|[12]\d|3[01])/(?P<second>0?[1-9]|[12]\d|3[01])(?:\s?[-–—]\s?|\sto\s)"
            r"(?P<third>0?[1-9]|[12]\d|3[01])/(?P<fourth>0?[1-9]|[12]\d|3[01])(?![\d/%]|\.\d)",
        ),
        (
            "dotted",
            r"(?P<day>0?[1-9]|[12]\d|3[01])\.(?:[-–—](?P<last_day>0?[1-9]|[12]\d|3[01])\.)?"
            r"(?P<month_number>0?[1-9]|1[0-2])\.(?![\d.])",
        ),
        ("slashed", r"(?P<first>0?[1-9]|[12]\d|3[01])/(?P<second>0?[1-9]|[12]\d|3[01])(?![\d/%]|\.\d)"),
        ("weekdays", rf"(?:{which})?(?P<weekday>{long_weekday}){join}(?P<last_weekday>{long_weekday})(?![A-Za-z-])"),
        (
            "weekday_week",
            rf"(?P<weekday>{long_weekday})(?:\s{clock})?\s(?:of\s)?(?P<which>last|next|this|the\sfollowing|that)\sweek",
        ),
        (
            "weekday_day",
            rf"(?P<weekday>{long_weekday})(?:,?\s(?:the\s)?(?P<nth_day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?![\w-])"
            r"|\s(?P<day>0?[1-9]|[12]\d|3[01])(?=[.,;:)]\s|\s?[-–—]\s|\s?(?:\n|$)))",
        ),
        (
            "nth_weekday",
            rf"(?P<nth_weekday>{nth_weekday})\s(?P<weekday>{long_weekday})\s(?:of|in)\s"
            rf"(?:(?P<month>{any_month})(?:,?\s{_year('year')})?|(?P<their_month>last|next|this)\smonth|the\smonth)(?![\w-])",
        ),
        ("weekday_far", rf"[Aa]\sweek\s(?:on|from)\s(?P<weekday>{long_weekday})(?![A-Za-z])"),
        ("weekday_far", rf"(?P<weekday>{long_weekday})\sweek(?![A-Za-z-])"),
        ("weekday", rf"(?:{which})?(?P<weekday>{long_weekday})(?![A-Za-z])"),
        (
            "part_year",
            rf"(?:{early})?(?P<part>{part})(?:\sof)?,?\s(?P<fiscal>FY\s?|fiscal\s(?:year\s)?)?{_year('year')}",
        ),
        ("part_their_year", rf"(?P<part>{part})(?:\sof)?{their_year}"),
        ("season_year", rf"(?:{early})?(?P<season>{season})(?:\sof)?,?\s{_year('year')}"),
        ("season_their_year", rf"(?P<season>{season})(?:\sof)?{their_year}"),
        ("season_which", rf"{which}(?:{early})?(?P<season>{season})(?![A-Za-z-])"),
        (
            "season",
            rf"(?:(?P<lead>[Ii]n\sthe\s|[Bb]y\sthe\s|[Ii]n\s)|{early})(?P<season>{season})(?![A-Za-z-])(?!\sof\b|,?\s(?:19|20)\d)",
        ),
        ("part_which", rf"(?:{which}|(?P<lead>[Tt]he\s))(?P<part>{part}|quarter)(?![A-Za-z-])(?!\s(?:of|a|to)\b)"),
        ("count_ago", rf"{count}\s(?P<side>ago|from\snow)(?![A-Za-z])"),
        ("count_told", rf"{count}\s(?P<side>earlier|later|before|after|afterwards)(?![A-Za-z])"),
        ("count_ahead", rf"(?P<side>[Ii]n|[Ww]ithin)\s(?:the\snext\s)?{count}(?:['’])?(?:\stime)?(?![A-Za-z-])"),
        (
            "nth_day",
            rf"(?P<nth>{ordinal})(?:\sday)?\sof\s(?:its|the|a|their)\s(?P<number>{number})(?:\s|-)days?(?![A-Za-z])",
        ),
        ("phrase", rf"(?:{early})?(?:[Tt]he\s)?(?P<phrase>{phrases})(?![A-Za-z-])"),
        (
            "day_only",
            rf"(?P<lead>[Oo]n\sthe\s)(?:(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)|(?P<day_words>{ordinal}))"
            rf"(?=[.,;:!?)—–]|\s[(—–]|\s{followers}\b|$)",
        ),
        ("years", rf"{_year('year')}(?:{DASH}|\sto\s|/)(?:(?:19|20)?\d\d)(?![\w%]|[.,]\d)"),
        ("decade", r"(?:19|20)\d0['’]?s"),
        (
            "fiscal_year",
            r"(?:FY|[Ff]iscal(?:\s[Yy]ear)?|[Ff]inancial\s[Yy]ear)(?:\s|-)?(?:19|20)?\d\d(?:[-/]\d\d(?:\d\d)?)?",
        ),
        ("year", rf"(?:{early})?(?:[Yy]ear-end\s)?{_year('year')}(?![-‑]\w|[%°]|\w|/\d)"),
    ]
    return tuple(
        (name, re.compile((_BEFORE_NUMBER if name in _NUMERIC else _BEFORE_WORD) + body.replace(r"\s", _SPACE)))
        for name, body in patterns
    )


_NUMERIC = frozenset({"iso", "numeric", "slashed", "slashed_days", "dotted", "year", "years"})
_BEFORE_WORD = r"(?<![\w$€£¥])"
_SPACE = r"[^\S\n]"
"""White space inside a paragraph: an expression doesn't reach over its end."""
_BEFORE_NUMBER = r"(?<![\w$€£¥#./-])(?<!\d,)(?<!No\.\s)"
_NOT_A_DAY = r"(?!\s?(?:[ap]\.?m\b|million|billion|trillion|percent|per\scent)|:\d)"


@cache
def duration_pattern() -> re.Pattern[str]:
    """An event's length in days as an adjective: "three-day", "a two day visit"."""
    number = _any_case([form for form in _forms("number", "forms") if form not in {"a", "an"}])
    return re.compile(rf"(?<!\w)({number})[- ]day(?![A-Za-z]|s)")


@cache
def any_rule() -> re.Pattern[str]:
    """All rules as one pattern; `lastgroup` is `r` and the index of the rule that matched."""
    bodies = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern).replace("(?P=mark)", "[./-]") for _, rule in rules())
    return re.compile("|".join(f"(?P<r{index}>{body})" for index, body in enumerate(bodies)))


_REACH = 48
"""Characters that an expression may reach before or after one of its anchors."""
_TOKEN = re.compile(r"[A-Za-z]+|\d+")
_NUMERIC_ANCHOR = re.compile(r"\d[/.]\d|[Oo]n the (?:\d|\w+(?:st|nd|rd|th)\b)")


@cache
def _anchors() -> AhoCorasick:
    forms = [
        form
        for kind in ("month", "weekday", "season", "quarter", "half", "holiday", "anchor")
        for form in (*_forms(kind, "forms"), *_forms(kind, "short_forms"))
    ]
    cased = {case for form in forms for case in (form, form.lower(), form.upper(), form.capitalize())}
    return AhoCorasick(sorted(cased), matchkind=MatchKind.LeftmostLongest)


@cache
def _openers() -> frozenset[str]:
    """First words of all expressions, in small letters."""
    kinds = ("month", "weekday", "season", "quarter", "half", "holiday", "number", "ordinal", "opener")
    forms = [form for kind in kinds for column in ("forms", "short_forms") for form in _forms(kind, column)]
    forms += [row["phrase"] for row in table("date_phrases")]
    return frozenset(_TOKEN.findall(form.lower())[0] for form in forms)


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Every expression that a rule matches, in order and without overlaps, with the rule's name."""
    named, any_one, openers = rules(), any_rule(), _openers()
    done = 0
    for left, right in windows(text):
        for token in _TOKEN.finditer(text, left, right):
            word = token[0]
            if token.start() < done or not (word[0].isdigit() or word.lower() in openers):
                continue
            hit = any_one.match(text, token.start())
            if hit is None:
                continue
            name, pattern = named[int((hit.lastgroup or "r0")[1:])]
            if (match := pattern.match(text, token.start())) is not None:
                done = match.end()
                yield name, match


def windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text that can hold a date: what lies near a word that every expression has one of."""
    places = [start for _, start, _ in _anchors().find_matches_as_indexes(text)]
    places += [hit.start() for hit in _NUMERIC_ANCHOR.finditer(text)]
    places.sort()
    left = right = -1
    for place in places:
        if place - _REACH > right:
            if right >= 0:
                yield left, right
            left = max(0, place - _REACH)
            while left and text[left - 1].isalnum():
                left -= 1
        right = max(right, place + _REACH)
        while right < len(text) and not text[right].isspace():
            right += 1
    if right >= 0:
        yield left, min(right, len(text))
