"""An article shown with what was removed struck through, and why: for a terminal or as a page."""

from __future__ import annotations

from collections import Counter
from functools import cache

from jinja2 import Environment, Template
from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.records import CleanArticle, Segment

_PAGE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
body { color: #1a1a1a; background: #fff; }
h1 { font-size: 1.3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; color: #444; }
dd { margin: 0; }
p { margin: .6rem 0; overflow-wrap: anywhere; }
.title, .heading { font-weight: 600; }
del { color: #767676; }
small { color: #8a3b12; white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #161616; } dl { color: #b5b5b5; } del { color: #949494; } small { color: #f0a27a; }
}
</style>
</head>
<body>
<h1>{{ title }}</h1>
<dl>
{% for name, value in facts %}<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}</dl>
{% for line in lines %}{% if line.kept %}<p class="{{ line.kind }}">{{ line.text }}</p>
{% else %}<p><del>{{ line.text }}</del> <small>{{ line.kind }} · {{ line.rule }}</small></p>
{% endif %}{% endfor %}</body>
</html>
"""
_REASON = "dim italic yellow"
_STYLES = {"title": "bold", "heading": "bold"}


@cache
def _template() -> Template:
    return Environment(autoescape=True).from_string(_PAGE)


def facts_of(article: CleanArticle) -> list[tuple[str, str]]:
    """What the metadata of an article and the count of its lines say, as label and value, empty ones left out."""
    raw = article.article
    removed = Counter(segment.kind for segment in article.segments if not segment.kept)
    published = f"{raw.published_date} ({raw.published_date_source})" if raw.published_date else ""
    facts = [
        ("file", raw.file),
        ("title", raw.title or ""),
        ("authors", ", ".join(raw.authors)),
        ("agency", article.agency or ""),
        ("publisher", raw.publisher or ""),
        ("published", published),
        ("dateline", ", ".join(str(part) for part in (article.dateline_city, article.dateline_date) if part)),
        ("language", article.language + ("" if article.readable else " (not read)")),
        ("lines kept", f"{sum(segment.kept for segment in article.segments)} of {len(article.segments)}"),
        ("removed", ", ".join(f"{count} {kind}" for kind, count in sorted(removed.items()))),
    ]
    return [(name, value) for name, value in facts if value]


def as_terminal(article: CleanArticle) -> RenderableType:
    """The article for a terminal: facts, then every line, removed ones struck through with kind and rule."""
    head = Text()
    for name, value in facts_of(article):
        head.append(f"{name:>11}  ", style="dim").append(_shown(value) + "\n")
    return Group(head, *(_line(article, segment) for segment in article.segments))


def _line(article: CleanArticle, segment: Segment) -> Text:
    words = _shown(article.article.text[segment.start : segment.end])
    if segment.kept:
        return Text(words + "\n", style=_STYLES.get(segment.kind, ""))
    return Text(words, style="dim strike").append(f"  {segment.kind} · {segment.rule}\n", style=f"not strike {_REASON}")


def _shown(words: str) -> str:
    """Words with control characters made visible, so that an article can't steer the terminal."""
    return "".join(
        character if character.isprintable() or character == "\u200d" else "\N{REPLACEMENT CHARACTER}"
        for character in words.replace("\t", " ").replace("\xa0", " ")
    )


def as_html(article: CleanArticle) -> str:
    """The article as a page of its own; everything that comes from the article is escaped."""
    text = article.article.text
    lines = [
        {"text": _shown(text[one.start : one.end]), "kept": one.kept, "kind": one.kind, "rule": one.rule}
        for one in article.segments
    ]
    return _template().render(
        title=_shown(article.article.title or article.article.file),
        language=article.language,
        facts=[(name, _shown(value)) for name, value in facts_of(article)],
        lines=lines,
    )
