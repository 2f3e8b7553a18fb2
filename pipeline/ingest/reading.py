"""From a file, folder or table to a stream of raw articles and of rows for the quarantine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.ingest.decoding import decode, looks_binary, signature, without_surrogates
from pipeline.ingest.delimited import Row
from pipeline.ingest.front_matter import find_front_matter
from pipeline.ingest.html_pages import decode_page, read_page
from pipeline.ingest.metadata import Metadata, Source, make_article, read_metadata
from pipeline.ingest.settings import IngestSettings
from pipeline.ingest.sidecar import CORRECTIONS_NAME, SIDECAR_NAME, Sidecar, is_sidecar, read_sidecar
from pipeline.ingest.sources import FolderClosed, FolderOpened, SourceFile, not_a_file, printable_name, reason_of, walk
from pipeline.ingest.tables import TableError, read_csv, read_jsonl, read_parquet, text_of
from pipeline.records import Article, Rejection

_TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_TABLES: dict[str, Callable[[Path, IngestSettings], Iterator[Row]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
}
SUFFIXES = frozenset({*_TEXT, *_PAGES, *_TABLES})
"""Endings of the file names that are read."""
_HEAD_BYTES = 65_536


def read_articles(path: Path, settings: IngestSettings = IngestSettings()) -> Iterator[Article | Rejection]:
    """All articles in a file or below a folder, and a rejection for whatever could not be used.

    A stream: one article (or one small batch of a table) is in memory at a time, beside the ids
    of those already seen. The order is fixed: by the parts of the path, then by row.

    Read are `.txt` and `.md` (with YAML front matter or without), `.html`, and tables with a
    text column in `.csv`, `.jsonl` and `.parquet`. Metadata comes from the sidecar `articles.csv`
    in the file's folder or one above it, else from the table row, the front matter or the page.

    - `article_id` is the first 16 hex digits of the SHA-256 of the file's bytes; for a row of a
      table, of its text in UTF-8.
    - `file` is the path below `path`; for a row, the row's own file name or else `table#n`, where
      n counts rows from 1 (for JSON Lines: lines).
    - The second of two articles with the same bytes is rejected and names the first.

    Nothing that lies in the folder raises. Of most rejections the article is lost; where the
    reason is in `KEPT_REASONS` it is kept, and the rejection says what about it was ignored. So a
    broken front matter loses its metadata and leaves the article.
    """
    path = Path(path)
    reading = _Reading(settings)
    if path.is_dir():
        yield from reading.folder(path)
    else:
        yield from reading.single(path)


KEPT_REASONS = frozenset(
    {
        "bad_date",
        "broken_front_matter",
        "broken_sidecar",
        "broken_sidecar_row",
        "duplicate_sidecar_row",
        "incomplete_html",
        "sidecar_row_without_file",
    }
)
"""Reasons that cost no article: something known about it was ignored, or its page breaks off."""


class _Reading:
    """What one pass over the input must remember: the limits, the ids seen, the sidecars in force."""

    def __init__(self, settings: IngestSettings) -> None:
        self.settings = settings
        self.seen: dict[str, str] = {}
        self.sidecars: list[tuple[str, Sidecar]] = []
        """Innermost last, each with the name of its folder."""

    def single(self, path: Path) -> Iterator[Article | Rejection]:
        """One file, with the sidecar beside it."""
        name = printable_name(path.name)
        if problem := not_a_file(path):
            yield Rejection(name, *problem)
            return
        sidecar = self._sidecar_in(path.parent, "")
        if sidecar is not None and path.name != SIDECAR_NAME:
            # Its other rows speak of files that were not asked for.
            self.sidecars.append(("", sidecar))
        yield from self._file(SourceFile(path, name))

    def folder(self, path: Path) -> Iterator[Article | Rejection]:
        """All below a folder; what the sidecars have left over comes when their folder is done."""
        depth: list[Sidecar | None] = []
        for found in walk(path, document_suffixes=_TEXT | _PAGES):
            match found:
                case FolderOpened():
                    sidecar = self._sidecar_in(found.path, found.name)
                    depth.append(sidecar)
                    if sidecar is not None:
                        self.sidecars.append((found.name, sidecar))
                        yield from sidecar.broken
                case FolderClosed():
                    if (sidecar := depth.pop()) is not None:
                        self.sidecars.pop()
                        yield from sidecar.unmatched()
                case SourceFile():
                    if found.path.name == CORRECTIONS_NAME:
                        continue
                    if found.path.name == SIDECAR_NAME and depth[-1] is not None:
                        continue
                    yield from self._file(found)
                case Rejection():
                    yield found

    def _sidecar_in(self, folder: Path, name: str) -> Sidecar | None:
        path = folder / SIDECAR_NAME
        try:
            if not path.is_file() or (path.stat().st_size and not is_sidecar(path)):
                return None
            return read_sidecar(path, name + SIDECAR_NAME, self.settings.max_file_bytes)
        except OSError:
            # It is met again, and reported, as a file of the folder.
            return None

    def _file(self, source: SourceFile) -> Iterator[Article | Rejection]:
        suffix = source.path.suffix.lower()
        try:
            if suffix in _TABLES:
                yield from self._table(source, _TABLES[suffix])
            elif suffix in SUFFIXES:
                yield from self._document(source, page=suffix in _PAGES)
            else:
                known = ", ".join(sorted(SUFFIXES))
                yield Rejection(
                    source.name, "unknown_suffix", f"No reader for '{suffix or 'no ending'}'; read are {known}."
                )
                self._about(source.name)
        except OSError as error:
            yield Rejection(source.name, "unreadable_file", f"{reason_of(error)}.")

    def _document(self, source: SourceFile, page: bool) -> Iterator[Article | Rejection]:
        sidecar, rejections = self._about(source.name)
        yield from rejections
        size = source.path.stat().st_size
        limit = self.settings.max_file_bytes
        if size > limit:
            yield Rejection(source.name, "too_large", f"The file has {size:,} bytes; at most {limit:,} are read.")
            return
        with source.path.open("rb") as stream:
            data = stream.read(limit + 1)
        if not data.strip():
            yield Rejection(source.name, "empty_file", "There is nothing in the file.")
            return
        if what := signature(data):
            yield Rejection(source.name, "binary_file", f"This is {what}, not a text.")
            return
        if page:
            yield from self._page(source.name, data, sidecar)
        else:
            yield from self._text(source.name, data, sidecar)

    def _text(self, name: str, data: bytes, sidecar: Metadata | None) -> Iterator[Article | Rejection]:
        text = decode(data)
        if problem := self._text_problem(text):
            yield Rejection(name, *problem)
            return
        front = find_front_matter(text, self.settings.max_front_matter_chars)
        said = read_metadata(front.fields) if front else None
        article = make_article(_digest(data), name, text, (("metadata", sidecar), ("front_matter", said)))
        yield self._once(article)
        if front and front.problem:
            yield Rejection(
                name, "broken_front_matter", f"The front matter was ignored, the text kept: {front.problem}."
            )
        elif said and said.bad_date:
            yield _bad_date(name, said.bad_date, "front matter")

    def _page(self, name: str, data: bytes, sidecar: Metadata | None) -> Iterator[Article | Rejection]:
        markup = decode_page(data)
        if looks_binary(markup):
            yield Rejection(name, "binary_file", "The file is binary, not a text.")
            return
        page = read_page(markup)
        if problem := (self._text_problem(page.text) if page.text else None):
            yield Rejection(name, *problem)
            return
        if page.text:
            sources: list[Source] = [("metadata", sidecar), ("html", page.metadata)]
            yield self._once(make_article(_digest(data), name, page.text, sources))
        if page.problem:
            yield Rejection(name, "incomplete_html" if page.text else "broken_html", page.problem)
        elif page.metadata.bad_date:
            yield _bad_date(name, page.metadata.bad_date, "page")

    def _table(
        self, source: SourceFile, reader: Callable[[Path, IngestSettings], Iterator[Row]]
    ) -> Iterator[Article | Rejection]:
        whole, rejections = self._about(source.name)
        yield from rejections
        with source.path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
        if not head.strip():
            yield Rejection(source.name, "empty_file", "There is nothing in the file.")
            return
        if reader is not read_parquet and (what := signature(head) or _binary(head)):
            yield Rejection(source.name, "binary_file", f"This is {what}, not a text.")
            return
        try:
            for row in reader(source.path, self.settings):
                yield from self._row(source.name, row, whole)
        except TableError as error:
            yield Rejection(source.name, error.reason, str(error))

    def _row(self, table: str, row: Row, whole: Metadata | None) -> Iterator[Article | Rejection]:
        where = f"{table}#{row.number}"
        if row.problem:
            yield Rejection(where, "broken_row", row.problem)
            return
        text = text_of(row.cells)
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        if not isinstance(text, str):
            said = "holds no text" if text is None else f"holds a {type(text).__name__} where its text should be"
            yield Rejection(where, "missing_text", f"The row {said}.")
            return
        text = without_surrogates(text)
        if problem := self._text_problem(text):
            yield Rejection(where, *problem)
            return
        own = read_metadata(row.cells)
        about, rejections = self._about(where)
        if about is None and own.file:
            folder = table[: table.rfind("/") + 1]
            about, rejections = self._about(folder + own.file)
        yield from rejections
        sources: list[Source] = [("metadata", about), ("metadata", own), ("metadata", whole)]
        yield self._once(make_article(_digest(text.encode("utf-8")), own.file or where, text, sources))
        if own.bad_date:
            yield _bad_date(where, own.bad_date, "row")

    def _about(self, file: str) -> tuple[Metadata | None, list[Rejection]]:
        """What the innermost sidecar that knows `file` says of it, and a rejection if its date is bad."""
        for folder, sidecar in reversed(self.sidecars):
            if file.startswith(folder) and (found := sidecar.about(file[len(folder) :])):
                number, metadata = found
                if metadata.bad_date is None:
                    return metadata, []
                return metadata, [_bad_date(f"{sidecar.name}#{number}", metadata.bad_date, "row")]
        return None, []

    def _text_problem(self, text: str) -> tuple[str, str] | None:
        """Why a text is no article, as a rejection's reason and sentence, or None."""
        limit = self.settings.max_file_bytes
        if not text.strip().strip("\ufeff"):
            return "empty_file", "There is no text in it."
        if len(text) > limit:
            return "too_large", f"The text has {len(text):,} characters; at most {limit:,} are read."
        if looks_binary(text):
            return "binary_file", "The content is binary, not a text."
        most = self.settings.max_line_chars
        if len(text) > most and (longest := max(map(len, text.splitlines()))) > most:
            return "long_line", f"A line has {longest:,} characters; at most {most:,} are read."
        return None

    def _once(self, article: Article) -> Article | Rejection:
        """The article, or a rejection where the same bytes have come before."""
        first = self.seen.setdefault(article.article_id, article.file)
        if first is article.file:
            return article
        return Rejection(article.file, "identical_copy", f"The same content was already read from '{first}'.")


def _binary(head: bytes) -> str | None:
    return "binary data" if looks_binary(decode(head)) else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _bad_date(where: str, given: str, what: str) -> Rejection:
    return Rejection(
        where, "bad_date", f"The {what} gives '{given[:80]}' for a date, which can't be read; it was ignored."
    )
