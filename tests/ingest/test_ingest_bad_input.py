"""What can't be used is named with its reason, and never hurts what lies beside it."""

import json
import os
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import KEPT_REASONS, SUFFIXES, IngestSettings, read_articles
from pipeline.records import Article, Rejection

GOOD = "Lithium pact signed\n\nChile and France signed a lithium pact in Paris on Monday.\n"
FRONT = "---\ntitle: A pact\ndate: 2025-03-04\n---\nBody of the article about cobalt.\n"


def _articles(found):
    return [each for each in found if isinstance(each, Article)]


def _rejections(found):
    return {(each.source, each.reason) for each in found if isinstance(each, Rejection)}


BAD_FILES = [
    # name, content, source of the rejection, reason, whether the article is kept all the same
    ("empty.txt", b"", "empty.txt", "empty_file", False),
    ("blank.md", b" \n\t\r\n ", "blank.md", "empty_file", False),
    ("only-mark.txt", b"\xef\xbb\xbf", "only-mark.txt", "empty_file", False),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "picture.txt", "binary_file", False),
    ("noise.txt", bytes(range(256)) * 40, "noise.txt", "binary_file", False),
    ("paper.md", b"%PDF-1.7\nstream of plain looking letters", "paper.md", "binary_file", False),
    ("long.txt", b"x" * 1_000_000, "long.txt", "long_line", False),
    ("long.md", b"word " * 200_000 + b"\nend\n", "long.md", "long_line", False),
    ("huge.txt", b"line of text\n" * 500_000, "huge.txt", "too_large", False),
    (
        "yaml.md",
        b"---\ntitle: [never closed\ndate: 2025-01-02\n---\nCobalt text.\n",
        "yaml.md",
        "broken_front_matter",
        True,
    ),
    ("open.md", b"---\ntitle: A pact\n\nCobalt text, fence never closed.\n", "open.md", "broken_front_matter", True),
    ("list.md", b"---\n- title: x\n- date: y\n---\nCobalt text.\n", "list.md", "broken_front_matter", True),
    ("brace.md", b"---\n{{{ nothing\n---\nCobalt text.\n", "brace.md", "broken_front_matter", True),
    (
        "bomb.md",
        b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nCobalt text.\n",
        "bomb.md",
        "broken_front_matter",
        True,
    ),
    ("deep.md", b"---\na: " + b"[" * 9_000 + b"\n---\nCobalt text.\n", "deep.md", "broken_front_matter", True),
    ("tag.md", b"---\na: !!python/object/apply:os.system [x]\ndate: soon\n---\nCobalt.\n", "tag.md", "bad_date", True),
    ("date.md", b"---\ndate: 31/31/2025\n---\nCobalt text.\n", "date.md", "bad_date", True),
    ("nothing.html", b"<html><head><title>x</title></head><body></body></html>", "nothing.html", "broken_html", False),
    ("plain.html", b"no markup in here at all", "plain.html", "broken_html", False),
    ("tag.html", b"<html", "tag.html", "broken_html", False),
    (
        "cut.html",
        b"<html><body><article><p>" + b"Chile and France signed a lithium pact in Paris. " * 9 + b"</p><p>Then <a hr",
        "cut.html",
        "incomplete_html",
        True,
    ),
    ("binary.html", bytes(range(256)) * 9, "binary.html", "binary_file", False),
    ("list.jsonl", b'["no", "object"]\n', "list.jsonl#1", "broken_row", False),
    ("number.jsonl", b'{"text": "Cobalt."}\n\n7\n', "number.jsonl#3", "broken_row", True),
    ("cut.jsonl", b'{"text": "Cobalt is', "cut.jsonl#1", "broken_row", False),
    ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n", "deep.jsonl#1", "broken_row", False),
    ("digits.jsonl", b'{"text": ' + b"9" * 10_000 + b"}\n", "digits.jsonl#1", "broken_row", False),
    ("textless.jsonl", b'{"title": "A pact"}\n', "textless.jsonl#1", "missing_text", False),
    ("nested.jsonl", b'{"text": {"en": "Cobalt"}}\n', "nested.jsonl#1", "missing_text", False),
    ("day.jsonl", b'{"text": "Cobalt.", "published_date": "someday"}\n', "day.jsonl#1", "bad_date", True),
    ("picture.jsonl", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture.jsonl", "binary_file", False),
    ("empty.jsonl", b"\n", "empty.jsonl", "empty_file", False),
    ("columns.csv", b"title,date\nA pact,2025-01-02\n", "columns.csv", "missing_text_column", False),
    ("narrow.csv", b"file,text\nonly-one-cell\n", "narrow.csv#1", "broken_row", False),
    ("wide.csv", b"file,text\na,Cobalt, unquoted\n", "wide.csv#1", "broken_row", False),
    ("blank.csv", b"file,text\na,\nb,Cobalt.\n", "blank.csv#1", "missing_text", True),
    ("empty.csv", b"", "empty.csv", "empty_file", False),
    ("bytes.csv", bytes(range(256)) * 9, "bytes.csv", "binary_file", False),
    ("text.parquet", b"PAR1 but then only letters follow PAR1", "text.parquet", "broken_table", False),
    ("zero.parquet", b"\0" * 64, "zero.parquet", "broken_table", False),
    ("letter.docx", b"PK\x03\x04", "letter.docx", "unknown_suffix", False),
    ("noending", b"Cobalt.", "noending", "unknown_suffix", False),
]


@pytest.mark.parametrize(("name", "content", "source", "reason", "kept"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_bad_file_is_named_and_its_neighbours_are_read(tmp_path, name, content, source, reason, kept):
    (tmp_path / "a-good.txt").write_text(GOOD)
    (tmp_path / "z-good.md").write_text(FRONT)
    (tmp_path / name).write_bytes(content)
    found = list(read_articles(tmp_path))
    files = {article.file for article in _articles(found)}
    assert {"a-good.txt", "z-good.md"} <= files
    assert _rejections(found) == {(source, reason)}
    assert (len(files) == 3) == kept
    [rejection] = [each for each in found if isinstance(each, Rejection)]
    assert rejection.detail.endswith(".")
    assert "Traceback" not in rejection.detail
    assert not kept or reason in KEPT_REASONS or "#" in source
    # The same when the file is asked for alone.
    assert _rejections(read_articles(tmp_path / name)) == {(source, reason)}


def test_one_bad_row_leaves_the_other_rows(tmp_path):
    lines = ['{"text": "Cobalt one."}', "[]", '{"text": "Cobalt two."}', "{", '{"text": "x\\ud800y"}']
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    found = list(read_articles(tmp_path))
    assert [article.file for article in _articles(found)] == ["news.jsonl#1", "news.jsonl#3", "news.jsonl#5"]
    assert _rejections(found) == {("news.jsonl#2", "broken_row"), ("news.jsonl#4", "broken_row")}
    assert _articles(found)[-1].text == "x\ufffdy"


def test_limits_are_settings(tmp_path):
    (tmp_path / "a.txt").write_text("0123456789\n" * 3)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Cobalt " * 40}) + "\n" + json.dumps({"text": "ok"}))
    assert len(_articles(read_articles(tmp_path))) == 3
    assert _rejections(read_articles(tmp_path, IngestSettings(max_file_bytes=32))) == {
        ("a.txt", "too_large"),
        ("b.jsonl#1", "broken_row"),
    }
    assert ("a.txt", "long_line") in _rejections(read_articles(tmp_path, IngestSettings(max_line_chars=9)))


def test_identical_content_names_its_first_copy(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.md").write_text(GOOD)
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": GOOD}))
    found = list(read_articles(tmp_path))
    assert [article.file for article in _articles(found)] == ["a.txt"]
    copies = [each for each in found if isinstance(each, Rejection)]
    assert [(each.source, each.reason) for each in copies] == [
        ("b.md", "identical_copy"),
        ("c.jsonl#1", "identical_copy"),
    ]
    assert all("'a.txt'" in each.detail for each in copies)


def test_sidecar_troubles(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.md").write_text(FRONT)
    rows = ["file,published_date,publisher", "a.txt,2025-13-01,Wire", "b.md,never,Post", "gone.txt,2025-01-01,Wire"]
    rows += [",2025-01-01,Wire", "a.txt,2025-01-01,Second", "b.md,too,many,cells"]
    (tmp_path / "articles.csv").write_text("\n".join(rows))
    found = list(read_articles(tmp_path))
    assert _rejections(found) == {
        ("articles.csv#1", "bad_date"),
        ("articles.csv#2", "bad_date"),
        ("articles.csv#3", "sidecar_row_without_file"),
        ("articles.csv#4", "broken_sidecar_row"),
        ("articles.csv#5", "duplicate_sidecar_row"),
        ("articles.csv#6", "broken_sidecar_row"),
    }
    first, second = _articles(found)
    assert (first.published_date, first.published_date_source, first.publisher) == (None, "unknown", "Wire")
    # What the sidecar can't tell, the front matter does.
    assert (str(second.published_date), second.published_date_source) == ("2025-03-04", "front_matter")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty_file"), (b"name,date\na.txt,2025-01-01\n", "broken_sidecar"), (bytes(range(256)), "broken_sidecar")],
)
def test_broken_sidecar(tmp_path, content, reason):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "articles.csv").write_bytes(content)
    found = list(read_articles(tmp_path))
    assert len(_articles(found)) == 1
    assert _rejections(found) == {("articles.csv", reason)}


def test_things_that_are_no_files(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "inside.txt").write_text(GOOD + "More.")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / ".hidden.txt").write_text("Not for us.")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd-\xff"))
    odd.mkdir()
    (odd / "x.txt").write_text(GOOD + "Odd.")
    found = list(read_articles(tmp_path))
    assert [article.file for article in _articles(found)] == ["folder.txt/inside.txt", "good.txt", "odd-\ufffd/x.txt"]
    assert _rejections(found) == {
        ("dangling.txt", "unreadable_file"),
        ("loop", "not_a_file"),
        ("folder.txt", "not_a_file"),
        ("pipe.txt", "not_a_file"),
    }
    assert _rejections(read_articles(tmp_path / "pipe.txt")) == {("pipe.txt", "not_a_file")}
    assert _rejections(read_articles(tmp_path / "absent.txt")) == {("absent.txt", "unreadable_file")}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_file(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "locked.txt").write_text("Cobalt.")
    (tmp_path / "locked.txt").chmod(0)
    found = list(read_articles(tmp_path))
    assert len(_articles(found)) == 1
    assert _rejections(found) == {("locked.txt", "unreadable_file")}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (pa.table({"text": pa.array([1, 2])}), {("t.parquet", "missing_text_column")}),
        (pa.table({"title": ["x"]}), {("t.parquet", "missing_text_column")}),
        (pa.table({"text": ["Cobalt.", None]}), {("t.parquet#2", "missing_text")}),
        (pa.table({"text": ["Cobalt."], "date": ["soon"]}), {("t.parquet#1", "bad_date")}),
        (pa.table({"text": ["Cobalt.", "x" * 300_000]}), {("t.parquet#2", "long_line")}),
        (
            pa.table({"text": pa.array([b"Cob\xffalt", b"Ni"], pa.binary()).view(pa.string())}),
            set(),
        ),
    ],
)
def test_bad_parquet(tmp_path, table, expected):
    pq.write_table(table, tmp_path / "t.parquet")
    assert _rejections(read_articles(tmp_path)) == expected


def test_damaged_parquet_is_told(tmp_path):
    pq.write_table(pa.table({"text": [f"Cobalt {n}." for n in range(500)]}), tmp_path / "t.parquet")
    whole = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(whole[: len(whole) // 2])
    assert _rejections(read_articles(tmp_path)) == {("t.parquet", "broken_table")}


_FRAGMENTS = st.sampled_from(
    [b"---\n", b"title: ", b"date: 2025-01-02\n", b"<html>", b"<p>", b"</p>", b"&#x0;", b'{"text": "', b'"}\n', b'"',
     b"text,file\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\0", b"PAR1",
     b"<![CDATA[", b"&amp", b"\xed\xa0\x80", b"[", b"{", b"*a", b"&a "]
)  # fmt: skip
_BYTES = st.binary(max_size=300) | st.lists(_FRAGMENTS | st.binary(max_size=12), max_size=25).map(b"".join)


@settings(max_examples=250, deadline=None)
@given(content=_BYTES, suffix=st.sampled_from(sorted(SUFFIXES)), sidecar=st.none() | _BYTES)
def test_any_bytes_give_articles_or_rejections(tmp_path_factory, content, suffix, sidecar):
    folder = tmp_path_factory.mktemp("any")
    (folder / f"any{suffix}").write_bytes(content)
    if sidecar is not None:
        (folder / "articles.csv").write_bytes(sidecar)
    found = list(read_articles(folder))
    assert found or content.strip()
    for each in found:
        assert isinstance(each, Article | Rejection)
        if isinstance(each, Article):
            assert each.text.strip()
            each.text.encode("utf-8")
            f"{each.file}{each.title}{each.publisher}{each.url}{each.locale}{each.authors}".encode()
    assert found == list(read_articles(folder))
    counts = Counter(each.article_id for each in found if isinstance(each, Article))
    assert not counts or max(counts.values()) == 1
