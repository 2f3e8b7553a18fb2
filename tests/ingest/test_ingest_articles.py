"""Articles and what is known of them, whatever form they come in."""

import hashlib
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import IngestSettings, batch_digest, batches, read_articles
from pipeline.ingest.decoding import decode
from pipeline.ingest.front_matter import find_front_matter
from pipeline.ingest.html_pages import decode_page
from pipeline.ingest.metadata import published_day, read_metadata
from pipeline.records import Article, Rejection

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "articles.parquet"

PAGE = """<!doctype html><html lang="en-GB"><head><title>Pact signed | The Post</title>
<meta property="og:title" content="Pact signed"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2025-06-03T09:00:00+02:00"><meta name="author" content="Trade desk">
<link rel="canonical" href="https://post.example/pact"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Pact signed in Paris</h1>
<p>France and Chile signed a lithium pact on Monday, officials said, in the presence of two ministers &amp; a
crowd.</p>
<h2>What comes next</h2><p>A second session will follow in Santiago next month, the two sides said after the
ceremony.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_text_is_untouched_and_counted_in_utf8(tmp_path):
    raw = b"\xef\xbb\xbfTitle\r\n\r\nOne \xff odd byte, \xe2\x80\x99 and\ta tab \r\n"
    (tmp_path / "a.txt").write_bytes(raw)
    [article] = read_articles(tmp_path)
    assert article.text == raw.decode("utf-8", "replace")
    assert article.article_id == hashlib.sha256(raw).hexdigest()[:16]
    assert (article.file, article.published_date_source) == ("a.txt", "unknown")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The minister said it’s a “good” deal — for lithium.\n" * 3 + "Plain line about supply.\n" * 50),
        (
            "cp1252",
            "Le ministre a signé un accord à Paris sur les métaux stratégiques, où l’État détient une part élevée.\n"
            * 5,
        ),
        (
            "latin-1",
            "El ministro firmó en Santiago un acuerdo de litio con la compañía; habrá más reuniones mañana.\n" * 5,
        ),
        (
            "cp1250",
            "Minister podpisał umowę o wydobyciu litu w Polsce, mówi urzędnik. Żadnych dalszych szczegółów nie było.\n"
            * 5,
        ),
        ("cp1251", "Президент подписал соглашение о поставках лития в Казахстане.\n" * 5),
        ("koi8_r", "Президент подписал соглашение о поставках лития в Казахстане.\n" * 5),
        ("gb18030", "中国和印度尼西亚签署了镍矿合作协议。\n" * 5),
        ("shift_jis", "日本とオーストラリアはレアアースの協定に署名した。\n" * 5),
        ("utf-16", "The minister signed a lithium deal.\r\n" * 5),
        ("utf-16-le", "The minister signed a lithium deal.\r\n" * 5),
        ("utf-16-be", "The minister signed a lithium deal.\r\n" * 5),
        ("utf-32", "The minister signed a lithium deal.\n" * 5),
        ("utf-8", "L’accord — signé à Paris — sur le lithium.\n"),
    ],
)
def test_encodings(encoding, text):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "raw",
    [
        "The ministers’ “good” deal — lithium.\n".encode() * 5 + b"\xff odd \x92 bytes \xe2\x80 here \x93\x94\n",
        b"All plain but \x92 three \x93odd\x94 bytes in English.\n",
        "Café".encode() + b"\x80" * 2,
    ],
)
def test_nearly_utf8_stays_utf8(raw):
    assert decode(raw) == raw.decode("utf-8", "replace")


@given(st.text())
def test_utf8_text_comes_back(text):
    raw = text.encode("utf-8", "replace")
    if b"\0" not in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert decode(raw) == raw.decode("utf-8")


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("2025-3-4", date(2025, 3, 4)),
        ("2025/03/04", date(2025, 3, 4)),
        ("2025-03-04T23:30:00-08:00", date(2025, 3, 4)),
        ("2025-07-22 15:26:54-04:00", date(2025, 7, 22)),
        ("20250304", date(2025, 3, 4)),
        ("20250304T101500Z", date(2025, 3, 4)),
        ("4 March 2025", date(2025, 3, 4)),
        ("Tue, 04 Mar 2025 10:00:00 +0100", date(2025, 3, 4)),
        ("March 4, 2025", date(2025, 3, 4)),
        ("Tuesday, March 4th, 2025 at 6:00 PM", date(2025, 3, 4)),
        ("Sept. 4, 2025", date(2025, 9, 4)),
        (datetime(2025, 3, 4, 12), date(2025, 3, 4)),
        ("03/04/2025", None),
        ("2025-02-30", None),
        ("2025-13-01", None),
        ("0001-01-01", None),
        ("2025-03-04x", None),
        ("March 2025", None),
        ("4 Thermidor 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_published_day(given_date, expected):
    assert published_day(given_date) == expected


@given(st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{1,4}"))
def test_published_day_never_raises(text):
    day = published_day(text)
    assert day is None or 1900 <= day.year <= 2100


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntitle: A\ndate: 2025-01-02\n---\nBody", {"title": "A", "date": "2025-01-02"}),
        ("\ufeff---\r\ntitle: 'A: b'\r\n...\r\nBody", {"title": "A: b"}),
        ("---\ntags:\n  - a\n  - yes\n---\n", {"tags": ["a", "yes"]}),
        ("---\nA rule above plain text\n---\nBody", None),
        ("---\nBody after a layout mark\n\nMore body", None),
        ("Title\n---\ndate: 2025-01-02\n---\n", None),
        ("----\na: b\n----\n", None),
    ],
)
def test_front_matter(text, fields):
    found = find_front_matter(text, 1000)
    assert (found.fields if found else None) == fields
    assert found is None or found.problem is None


def test_metadata_goes_by_many_names():
    said = read_metadata(
        {
            "Headline": " A  pact\n",
            "Publication Date": "2025-03-04",
            "outlet": {"name": "The Post"},
            "lang": "pt_BR",
            "link": "https://post.example/1",
            "byline": "A. Writer; B. Writer",
            "id": 17,
        }
    )
    assert (said.title, said.publisher, said.locale, said.file) == ("A pact", "The Post", "pt-BR", "17")
    assert (said.published_date, said.authors) == (date(2025, 3, 4), ("A. Writer", "B. Writer"))


def test_sidecar_then_front_matter_then_page(tmp_path):
    front = "---\ntitle: From the text\ndate: 2025-01-02\nsource: Text Post\n---\nCobalt body.\n"
    (tmp_path / "a.md").write_text(front)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text(front + "b")
    (tmp_path / "sub" / "c.html").write_text(PAGE)
    (tmp_path / "sub" / "d.txt").write_text(front + "d")
    (tmp_path / "articles.csv").write_text(
        "file,published_date,publisher,locale,url,title\n"
        "a.md,2025-05-05,Side Post,en-US,,\nsub/b.md,2025-06-06,,,,Side title\n"
    )
    (tmp_path / "sub" / "articles.csv").write_text("\ufefffile;publisher;published_date\nd.txt;Sub Post;\n", "utf-8")
    a, b, c, d = read_articles(tmp_path)
    assert (str(a.published_date), a.published_date_source, a.publisher) == ("2025-05-05", "metadata", "Side Post")
    assert (a.title, a.locale, a.text) == ("From the text", "en-US", front)
    assert (str(b.published_date), b.publisher, b.title) == ("2025-06-06", "Text Post", "Side title")
    assert (str(c.published_date), c.published_date_source, c.publisher) == ("2025-06-03", "html", "The Post")
    assert c.title == "Pact signed"
    assert (c.locale, c.url, c.authors, c.file) == ("en-GB", "https://post.example/pact", ("Trade desk",), "sub/c.html")
    assert (d.publisher, str(d.published_date), d.published_date_source) == ("Sub Post", "2025-01-02", "front_matter")
    # One file alone has its sidecar too.
    assert list(read_articles(tmp_path / "a.md")) == [a]


def test_page_gives_headline_and_paragraphs(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    [article] = read_articles(tmp_path)
    lines = article.text.splitlines()
    assert lines[0] == "Pact signed in Paris"
    assert lines[2] == "What comes next"
    assert "ministers & a crowd." in lines[1]
    assert not any("Home" in line or "rights reserved" in line for line in lines)


@pytest.mark.parametrize(
    "raw",
    [
        '<meta charset="windows-1251"><p>Литий</p>'.encode("cp1251"),
        "<meta charset='no-such-thing'><p>Литий</p>".encode(),
        "\ufeff<p>Литий</p>".encode(),
    ],
)
def test_page_encoding(raw):
    assert "<p>Литий</p>" in decode_page(raw)


ROWS = [
    {"id": "one.txt", "source": "Wire", "date": "2025-03-04", "body": "Cobalt, \"quoted\"\nin two.", "headline": "One"},
    {"id": "two.txt", "source": "Post", "date": "2025-03-05", "body": "Lithium — signed.", "headline": "Two"},
]  # fmt: skip


def _write(path: Path) -> None:
    if path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.table({name: [row[name] for row in ROWS] for name in ROWS[0]}), path)
    else:
        separator = {".csv": ";", ".tsv": "\t"}[path.suffix]
        quoted = [['"' + cell.replace('"', '""') + '"' for cell in row.values()] for row in ROWS]
        path.write_text("\r\n".join([separator.join(ROWS[0]), *(separator.join(row) for row in quoted)]), "utf-8")


@pytest.mark.parametrize("name", ["t.jsonl", "t.csv", "t.tsv", "t.parquet"])
def test_tables_give_the_same_articles(tmp_path, name):
    _write(tmp_path / name)
    found = list(read_articles(tmp_path / name, IngestSettings(batch_rows=1)))
    assert found == [
        Article(
            article_id=hashlib.sha256(row["body"].encode()).hexdigest()[:16],
            file=row["id"],
            text=row["body"],
            published_date=date.fromisoformat(row["date"]),
            published_date_source="metadata",
            publisher=row["source"],
            title=row["headline"],
        )
        for row in ROWS
    ]


def test_sidecar_speaks_of_rows_and_of_tables(tmp_path):
    (tmp_path / "t.jsonl").write_text(
        '{"text": "Cobalt."}\n{"text": "Nickel.", "publisher": "Own"}\n{"text": "Tin.", "id": "x"}'
    )
    (tmp_path / "articles.csv").write_text("file,publisher,locale\nt.jsonl,All,en-CA\nt.jsonl#1,First,\nx,Named,\n")
    found = list(read_articles(tmp_path))
    assert [(each.file, each.publisher, each.locale) for each in found] == [
        ("t.jsonl#1", "First", "en-CA"),
        ("t.jsonl#2", "Own", "en-CA"),
        ("x", "Named", "en-CA"),
    ]


def test_articles_csv_with_text_is_a_table(tmp_path):
    (tmp_path / "articles.csv").write_text("file,text\na,Cobalt.\n")
    assert [each.file for each in read_articles(tmp_path)] == ["a"]


def test_order_and_ids_depend_on_names_and_bytes_alone(tmp_path):
    names = ["b.txt", "a/z.txt", "a-b/c.txt", "Ä.txt", "a.txt", "a/y/1.txt"]
    for folder, order in (("one", names), ("two", names[::-1])):
        for name in order:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Cobalt in {name}.")
    one, two = list(read_articles(tmp_path / "one")), list(read_articles(tmp_path / "two"))
    assert one == two
    assert [each.file for each in one] == ["a/y/1.txt", "a/z.txt", "a-b/c.txt", "a.txt", "b.txt", "Ä.txt"]


def test_reading_streams(tmp_path):
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(f"Cobalt {n}.")
    stream = read_articles(tmp_path)
    next(stream)
    (tmp_path / "3.txt").unlink()
    rest = list(stream)
    assert [each.file for each in rest if isinstance(each, Article)] == ["1.txt", "2.txt", "4.txt"]
    assert [each.source for each in rest if isinstance(each, Rejection)] == ["3.txt"]


def test_batches_of_a_landing_folder(tmp_path):
    assert [key for key, _ in batches(tmp_path / "absent")] == ["samples"]
    (tmp_path / "2025-01").mkdir()
    (tmp_path / "2025 01").mkdir()
    (tmp_path / "news.jsonl").write_text('{"text": "Cobalt."}')
    (tmp_path / "news:jsonl").mkdir()
    (tmp_path / "Samples").mkdir()
    (tmp_path / "readme.pdf").write_text("no batch")
    (tmp_path / ".git").mkdir()
    (tmp_path / "articles.csv").write_text("file,publisher\nnews.jsonl,Wire\n")
    found = batches(tmp_path)
    keys = [key for key, _ in found]
    assert len(set(keys)) == len(keys) == 6
    assert keys[0] == "samples"
    assert {"2025-01", "news.jsonl", "news-jsonl"} <= set(keys)
    assert next(read_articles(dict(found)["news.jsonl"])).publisher == "Wire"
    assert found == batches(tmp_path)


def test_batch_digest_changes_with_content_alone(tmp_path):
    batch = tmp_path / "batch"
    (batch / "sub").mkdir(parents=True)
    (batch / "sub" / "a.txt").write_text("Cobalt.")
    before = batch_digest(batch)
    shutil.copytree(batch, tmp_path / "copy")
    (batch / "sub" / "a.txt").touch()
    assert batch_digest(batch) == before == batch_digest(tmp_path / "copy")
    (batch / "sub" / "a.txt").write_text("Nickel.")
    assert len({before, batch_digest(batch)}) == 2
    (batch / "sub" / "a.txt").rename(batch / "sub" / "b.txt")
    renamed = batch_digest(batch)
    (batch / "articles.csv").write_text("file\nsub/b.txt\n")
    assert len({before, renamed, batch_digest(batch)}) == 3


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
def test_a_large_table_streams_in_little_memory():
    pa.default_memory_pool().release_unused()
    before = pa.total_allocated_bytes()
    for n, article in enumerate(read_articles(CORPUS)):
        assert isinstance(article, Article)
        if n == 600:
            break
    # 59 MB of text in one row group; a few megabytes of it at a time.
    assert pa.total_allocated_bytes() - before < 35_000_000
