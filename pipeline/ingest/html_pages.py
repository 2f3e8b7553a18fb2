"""A web page to its main text and what its head says of it."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from pipeline.ingest.decoding import decode
from pipeline.ingest.metadata import Metadata, plain_name, read_metadata

# What trafilatura can't read becomes a row of the quarantine; its own complaints would only repeat that.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_HEAD_BYTES = 4_096
_MAX_JSON_LD = 200_000


@dataclass(frozen=True, slots=True)
class Page:
    """A page's main text (empty where none was found), its metadata, and what is wrong with it."""

    text: str
    metadata: Metadata
    problem: str | None = None


def decode_page(data: bytes) -> str:
    """The markup of a page: UTF-8 where it is that, else the encoding it declares, else a detected one."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared := _CHARSET.search(data[:_HEAD_BYTES]):
        try:
            return data.decode(codecs.lookup(declared[1].decode("ascii")).name)
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(data).removeprefix("\ufeff")


def read_page(markup: str) -> Page:
    """The article in a page: headline first, then one line for each paragraph, heading and list item.

    A page of which nothing can be read has an empty text and a problem; one that breaks off (its
    last tag unfinished, or `<html>` or `<body>` never closed) has both its text and a problem.
    The date comes from the page's own statements alone, never from a guess at its text.
    """
    markup = _XML_DECLARATION.sub("", markup)
    tree = _parse(markup)
    if tree is None:
        return Page("", Metadata(), "The page holds no markup that can be read.")
    try:
        fields = dict(_statements(tree))
    except (ValueError, RecursionError, etree.LxmlError):
        fields = {}
    metadata = read_metadata(fields)
    text = _main_text(markup)
    if not text:
        return Page("", metadata, "No article text could be found in the page.")
    headline = _headline(tree) or metadata.title
    if headline and headline not in " ".join(text[: len(headline) + 400].split()):
        text = f"{headline}\n{text}"
    return Page(text, metadata, _breaks_off(markup))


def _parse(markup: str) -> html.HtmlElement | None:
    if "<" not in markup:
        return None
    try:
        tree = html.document_fromstring(markup.replace("\0", ""))
    except (ValueError, RecursionError, etree.LxmlError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None


def _main_text(markup: str) -> str:
    try:
        # Precision first: on public benchmarks this setting has the best F1, and a teaser let in is a false record.
        import trafilatura  # loads slowly, and is needed for pages only

        text = trafilatura.extract(markup, favor_precision=True, include_comments=False)
    except Exception:
        # Whatever a hostile page makes a parser raise, the page is unreadable and the run goes on.
        return ""
    return (text or "").strip()


def _breaks_off(markup: str) -> str | None:
    end = markup.rstrip()
    unfinished = end.rfind("<") > end.rfind(">")
    if unfinished or (_OPENED.search(end) and not _CLOSED.search(end)):
        return "The page breaks off before its end; the text found was kept, and may be incomplete."
    return None


def _headline(tree: html.HtmlElement) -> str | None:
    headings = [" ".join(str(heading.text_content()).split()) for heading in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    return headings[0] if len(headings) == 1 else None


def _statements(tree: html.HtmlElement) -> Iterator[tuple[str, object]]:
    """What the page says of itself, under the names by which `article_fields` ranks it."""
    for title in tree.iter("title"):
        yield "page_title", str(title.text_content())
        break
    if language := tree.get("lang"):
        yield "lang", language
    for time in tree.iter("time"):
        if time.get("datetime"):
            yield "timestamp", time.get("datetime")
            break
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "canonical", link.get("href")
    for block in tree.iter("script"):
        if (block.get("type") or "").lower() == "application/ld+json":
            yield from _linked_data(str(block.text or ""))
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            said.setdefault(plain_name(name), meta.get("content"))
    yield from said.items()


def _linked_data(script: str) -> Iterator[tuple[str, object]]:
    """The fields of the first article in a JSON-LD block."""
    if len(script) > _MAX_JSON_LD:
        return
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    candidates = data if isinstance(data, list) else [data]
    for item in list(candidates):
        if isinstance(item, dict) and isinstance(item.get("@graph"), list):
            candidates = [*candidates, *item["@graph"]]
    for item in candidates:
        if isinstance(item, dict) and "headline" in item:
            for key in ("headline", "datePublished", "author", "publisher", "inLanguage", "url"):
                if key in item:
                    yield key, item[key]
            return
