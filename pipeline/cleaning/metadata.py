"""What an article says about itself: title, authors, agency, dateline, date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import yaml

from pipeline.records import Article, CleanArticle, CleanText, Segment

_KEY = re.compile(r"^([A-Za-z_][\w-]{0,40}):[ \t]?(.*)$", re.MULTILINE)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def front_matter(text: str) -> dict[str, str]:
    """The simple fields of a YAML front matter block (given without its fences), lists and maps left out."""
    fields: dict[str, str] = {}
    keys = list(_KEY.finditer(text))
    for i, match in enumerate(keys):
        stop = keys[i + 1].start() if i + 1 < len(keys) else len(text)
        value = text[match.start(2) : stop].strip()
        key = match[1].lower()
        if value[:1] in "\"'" or "\n" in value:
            value = _scalar(value)
        fields[key] = value
    return fields


def _scalar(value: str) -> str:
    """A quoted or folded YAML scalar as plain text; as it stands, on one line, where it is not valid YAML."""
    try:
        loaded = yaml.load(value, Loader=yaml.CSafeLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError):
        loaded = None
    return loaded if isinstance(loaded, str) else " ".join(value.split())


def read_metadata(article: Article, segments: tuple[Segment, ...], clean: CleanText, front: int) -> CleanArticle:
    """The clean article with the metadata that its lines tell."""
    fields: dict[str, str] = {}
    if front:
        fields = front_matter(article.text[segments[1].start : segments[front - 1].start])
    title = article.title or fields.get("title") or None
    if title is None:
        parts = [clean.text[p.start : p.end] for p in clean.paragraphs if p.kind == "title"]
        title = parts[0] if parts else None
    published, source = article.published_date, article.published_date_source
    if published is None:
        for key in ("date", "published", "published_time", "published_date", "filed"):
            match = _DATE.match(fields.get(key, "").strip("'\""))
            if match:
                try:
                    published, source = date(int(match[1]), int(match[2]), int(match[3])), "front_matter"
                    break
                except ValueError:
                    continue
    article = replace(article, title=title, published_date=published, published_date_source=source)
    return CleanArticle(article, segments, clean)
