"""What an article says about itself: title, authors, agency, dateline, date, language."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import yaml

from pipeline.cleaning.dateline import REACH, Dateline, read_dateline, stamped_day
from pipeline.cleaning.language import READABLE, language_of
from pipeline.lexicons import table, values
from pipeline.records import Article, CleanArticle, CleanText, PublishedDateSource, Segment

_KEY = re.compile(r"^([A-Za-z_][\w-]{0,40}):[ \t]?(.*)")
_NOT_PLAIN = ('"', "'", ">", "|")
"""How a quoted or folded YAML scalar begins."""
_ESCAPES = {'"': '"', "/": "/", "\\": "\\", "_": "\xa0", " ": " ", "\n": ""}
"""What the escapes that are common in titles stand for; a value with others is left to the YAML parser."""
_ESCAPED = re.compile(r"\\(?:u(.{4})|(\n) *|(.))")
_PLAINLY_QUOTED = re.compile(
    r'"(?:[^"\\\n]|\n(?= )|\\(?:["/\\_ ]|\n(?= )|u(?:[0-9abcefABCEF][0-9a-fA-F]|[dD][0-7])[0-9a-fA-F]{2}))*"'
)
_DATE = re.compile(r"[\"']?(\d{4})-(\d{2})-(\d{2})")
_BY = re.compile(r"[(\[*_\s—–-]*(?:by|por|par|von|di|door|words|author)\b\s*:?\s+(.{2,160})", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\by\b|\bet\b|\bund\b|\s[–—-]\s)\s*")
_PERSON = re.compile(r"[A-ZÀ-Þ][\w.’'-]*(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|da|del|van|von|bin|al|el)){1,4}\Z")
_AFTER_NAME = re.compile(r"\s+(?:in|for|of|at|with|on)\s.*\Z", re.DOTALL)
_AGENCY = re.compile(
    r".{0,80}\((?:according to|source:?|via|with)\s+([^()]{2,40})\)\W*\Z"
    r"|[-–—\s]*([A-Z][A-Z/]{1,11}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[-–—\s]*\Z"
)
_MAY_BE_DATELINE = re.compile(
    r"(?=[A-ZÀ-Þ(])"
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{2}|(?=(?:[^\s\d,(\[/–—-]+\s){0,7}[^\s\d,(\[/–—-]*[\d,(\[/–—-])[^\d(\[/]*[\d(\[/])"
    r"[^-–—:|/)]*[-–—:|/)]"
)
"""A dateline opens with a place in capitals, or a day or an agency follows it; and a sign ends it.

A day or an agency comes after few words, or after a region that a sign parts from the place.
"""
_PARAGRAPHS_READ = 3
_BYLINES_READ = 40


@cache
def _names(field: str) -> tuple[str, ...]:
    """The front-matter keys that mean a field."""
    return next(values(row["names"]) for row in table("article_fields") if row["field"] == field)


@cache
def _desk_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("cleaning_byline_words"))


@cache
def _read_keys() -> frozenset[str]:
    """The front-matter keys that are read."""
    return frozenset({*_names("title"), *_names("published_date"), *_names("authors")})


def front_matter(text: str) -> dict[str, str]:
    """The simple fields of a YAML front matter block (given without its fences) that are read, keys in lower case."""
    read: dict[str, list[str]] = {}
    value: list[str] = []
    for line in text.split("\n"):
        match = _KEY.match(line)
        if match is None:
            value.append(line)
            continue
        key = match[1].lower().replace("-", "_")
        value = [match[2]]
        if key in _read_keys():
            read.setdefault(key, value)
    return {key: _scalar("\n".join(lines).strip()) for key, lines in read.items()}


def _scalar(value: str) -> str:
    """A YAML scalar as plain text: a quoted or folded one on one line; as it stands where it is not valid YAML."""
    if not value.startswith(_NOT_PLAIN):
        return " ".join(value.split()) if "\n" in value else value
    if value[0] == value[-1] and len(value) > 1 and value[0] not in value[1:-1] and "\\" not in value:
        return " ".join(value[1:-1].split())
    if value.replace("\n", " ").isprintable() and _PLAINLY_QUOTED.fullmatch(value):
        return " ".join(_ESCAPED.sub(_unescaped, value[1:-1]).split())
    try:
        loaded = yaml.load(value, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        loaded = None
    return " ".join(loaded.split()) if isinstance(loaded, str) else " ".join(value.strip("\"'").split())


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPES[match[2] or match[3]]


def read_metadata(article: Article, segments: tuple[Segment, ...], clean: CleanText, front: int) -> CleanArticle:
    """The clean article with the metadata that its lines tell; what is known already is never overwritten.

    `front` is how many of the first segments are front matter.
    """
    fields = front_matter(article.text[segments[1].start : segments[front - 1].start]) if front else {}
    rest = segments[front:] if front else segments
    lines = [article.text[start:end] for start, end, kind, _, _ in rest if kind == "byline" or kind == "metadata"]
    del lines[_BYLINES_READ:]
    title = article.title or _field(fields, "title") or _title(clean)
    published, source = _published(article, fields, lines)
    dateline = _dateline(clean, published)
    if published is None and dateline is not None and dateline.day is not None:
        published, source = dateline.day, "dateline"
    authors = article.authors or _authors(fields, lines)
    agency = dateline.agency if dateline else None
    language = language_of(clean.text or article.text)
    return CleanArticle(
        Article(
            article.article_id,
            article.file,
            article.text,
            published,
            source,
            article.publisher,
            article.locale,
            article.url,
            title,
            authors,
        ),
        segments,
        clean,
        agency=agency or _agency(lines),
        dateline_city=dateline.city if dateline else None,
        dateline_date=dateline.day if dateline else None,
        language=language,
        readable=language in READABLE,
    )


def _field(fields: dict[str, str], name: str) -> str | None:
    return next((fields[key].strip("\"'") for key in _names(name) if fields.get(key)), None) if fields else None


def _title(clean: CleanText) -> str | None:
    for paragraph in clean.paragraphs:
        if paragraph.kind == "title":
            return clean.text[paragraph.start : paragraph.end]
    return None


def _published(article: Article, fields: dict[str, str], lines: list[str]) -> tuple[date | None, PublishedDateSource]:
    """The best publication date known: given, from front matter, or from a time stamp in the byline."""
    if article.published_date is not None:
        return article.published_date, article.published_date_source
    for key in _names("published_date") if fields else ():
        match = _DATE.match(fields.get(key, ""))
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])), "front_matter"
            except ValueError:
                continue
    day_first = None if article.locale is None else not article.locale.endswith("US")
    for line in lines:
        day = stamped_day(line, day_first)
        if day is not None:
            return day, "inferred"
    return None, "unknown"


def _dateline(clean: CleanText, published: date | None) -> Dateline | None:
    read = 0
    for paragraph in clean.paragraphs:
        if paragraph.kind == "body":
            opening = clean.text[paragraph.start : min(paragraph.end, paragraph.start + REACH)]
            found = read_dateline(opening, published) if _MAY_BE_DATELINE.match(opening) else None
            if found is not None:
                return found
            read += 1
            if read == _PARAGRAPHS_READ:
                return None
    return None


def _authors(fields: dict[str, str], lines: list[str]) -> tuple[str, ...]:
    """The persons named in bylines, in order; desks and agencies are none."""
    named = _field(fields, "authors")
    found: list[str] = []
    for line in [f"by {named}"] if named else lines:
        match = _BY.match(line)
        if match is None:
            continue
        for part in _PARTS.split(" ".join(match[1].split())):
            name = _AFTER_NAME.sub("", part.strip(" .*_()[]"))
            if _PERSON.match(name) and not any(word.lower().strip(".") in _desk_words() for word in name.split()):
                found.append(name)
            else:
                break
    return tuple(dict.fromkeys(found))


def _agency(lines: list[str]) -> str | None:
    for line in lines:
        match = _AGENCY.match(line.strip()[:200])
        if match and not any(word.lower() in _desk_words() for word in (match[1] or match[2]).split()):
            return (match[1] or match[2]).strip()
    return None
