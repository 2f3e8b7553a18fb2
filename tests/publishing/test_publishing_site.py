"""The page of a release: one file, no request, no markup out of articles, usable with keyboard and screen reader."""

from __future__ import annotations

import html.parser
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import web_browser
from synthetic_dataset import HOSTILE, synthetic_dataset

from pipeline.publishing.release import Release
from pipeline.publishing.site import json_block
from schemas import TABLES

ROOT = Path(__file__).parents[2]


class Page(html.parser.HTMLParser):
    """Tags with their attributes, and the content of scripts by their type or id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._script: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._script = dict(attrs) if tag == "script" else None

    def handle_endtag(self, tag):
        self._script = None

    def handle_data(self, data):
        if self._script is not None:
            self.scripts.append((self._script, data))


@pytest.fixture(scope="module")
def source(released: Release) -> str:
    return (released.folder / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def block(page: Page, **attributes: str) -> dict:
    (content,) = [text for about, text in page.scripts if attributes.items() <= about.items()]
    return json.loads(content)


def test_the_page_loads_nothing_from_elsewhere(page: Page):
    assert not [attrs for tag, attrs in page.tags if tag in ("script", "img", "iframe") and "src" in attrs]
    assert not [tag for tag, _ in page.tags if tag in ("link", "base", "form", "object", "embed")]
    (policy,) = [a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy.split("script-src")[1]


def test_the_page_tells_search_engines_what_it_is(page: Page, released: Release):
    about = block(page, type="application/ld+json")
    assert (about["@type"], about["version"]) == ("Dataset", released.manifest.version)
    assert about["temporalCoverage"] == "2025-01-06/2026-01-26"
    offered = {item["name"]: item["sha256"] for item in about["distribution"]}
    assert set(offered) == {f"{name}.parquet" for name in TABLES} | {"minerals.duckdb"}
    assert all(released.manifest.files[name].sha256 == digest for name, digest in offered.items())


def test_all_records_are_in_the_page_with_sources_and_conflicts(page: Page):
    data = block(page, id="data")
    rows = synthetic_dataset().rows
    assert {m["id"] for m in data["meetings"]} == {m["meeting_id"] for m in rows["meetings"]}
    assert {d["id"] for d in data["deals"]} == {d["deal_id"] for d in rows["deals"]}
    assert all(record["articles"] and record["parties"] for record in data["meetings"] + data["deals"])
    assert sum(len(r["conflicts"]) for r in data["meetings"] + data["deals"]) == data["counts"]["conflicts"] == 15


def test_downloads_are_named_with_their_hashes(source: str, released: Release):
    for name in [f"{table}.parquet" for table in TABLES] + ["minerals.duckdb"]:
        assert f'<a href="{name}">{name}</a>' in source
        assert released.manifest.files[name].sha256 in source


def test_the_library_comes_with_its_licence(source: str):
    assert source.count("Permission to use, copy, modify, and/or distribute this software") == 2
    assert "@observablehq/plot v0.6.17" in source


@pytest.mark.parametrize("text", [HOSTILE, "<!--", "]]>", "\u2028\u2029", "</SCRIPT >", '"\\', "\x00\x1f"])
def test_no_text_ends_a_data_block(text: str):
    written = str(json_block({"a": text}))
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"a": text}


def test_hostile_text_stays_text(page: Page):
    data = block(page, id="data")
    assert HOSTILE in {meeting["title"] for meeting in data["meetings"]}
    assert not [attrs for tag, attrs in page.tags if tag == "img" or any(name.startswith("on") for name in attrs)]


# ---- in a real browser ----------------------------------------------------------------------------

browser_only = [
    pytest.mark.browser,
    pytest.mark.skipif(web_browser.missing() is not None, reason=str(web_browser.missing())),
]

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module", params=SIZES)
def opened(request, released: Release) -> Iterator[tuple[str, web_browser.Browser]]:
    """The page in a window of each size, with the network cut off."""
    width, height = SIZES[request.param]
    with web_browser.Browser(width, height, phone=request.param == "phone") as browser:
        browser.command("Network.enable")
        browser.command(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
        )
        browser.open((released.folder / "index.html").as_uri())
        browser.until("return document.documentElement.dataset.ready === 'true'")
        yield request.param, browser


class TestInChromium:
    pytestmark = browser_only

    def test_nothing_goes_wrong_and_nothing_runs_that_should_not(self, opened):
        size, browser = opened
        assert browser.log() == []
        assert browser.run("return document.querySelectorAll('img').length") == 0
        assert browser.run("return performance.getEntriesByType('resource').length") == 0
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth"), f"too wide on {size}"

    def test_charts_and_tables_are_drawn(self, opened):
        _, browser = opened
        for chart, what in (("timeline", "Bar chart: 22 meetings and 18 deals"), ("minerals", "Heat map of meetings")):
            assert browser.run("return document.querySelectorAll(`#${arguments[0]}-chart rect`).length", chart) > 5
            label = browser.run("return document.querySelector(`#${arguments[0]}-chart [role=img]`).ariaLabel", chart)
            assert label.startswith(what)
        assert browser.run("return document.querySelectorAll('.matrix button').length") > 10
        assert "24 meetings" in browser.run("return document.querySelector('#meetings .pager p').textContent")

    def test_search_filters_and_tells_how_many(self, opened):
        _, browser = opened
        search = """const box = document.querySelector('#deals input');
                    box.value = arguments[0];
                    box.dispatchEvent(new Event('input'));
                    return document.querySelector('#deals .pager p').textContent"""
        assert browser.run(search, "graphite deal 18") == "1–1 of 1 deal"
        assert browser.run(search, "no such thing") == "No deals"
        assert browser.run("return document.querySelector('#deals tbody').textContent") == "No deals fit."
        assert "of 18 deals" in browser.run(search, "")

    def test_sorting_is_told(self, opened):
        size, browser = opened
        if size == "phone":
            pytest.skip("column heads are out of sight there")
        browser.run("document.querySelectorAll('#deals thead button')[4].click()")
        assert browser.run("return document.querySelectorAll('#deals thead th')[4].ariaSort") == "descending"
        first = browser.run("return document.querySelector('#deals tbody td[data-label=Value]').textContent")
        assert first.endswith("8.5B")
        browser.run("document.querySelectorAll('#deals thead button')[0].click()")

    def test_a_record_opens_with_sources_and_conflicts_by_keyboard(self, opened):
        _, browser = opened
        find = "[...document.querySelectorAll('#meetings .open')].find((b) => b.closest('tr').querySelector('.warn'))"
        browser.run(f"{find}.focus()")
        browser.press("\ue007")  # Enter
        detail = browser.until("return document.querySelector('#meetings .detail')?.textContent")
        assert "Where sources differ" in detail
        assert "Sources" in detail
        assert browser.run("return document.activeElement.ariaExpanded") == "true"
        browser.press(" ")
        browser.until("return !document.querySelector('#meetings .detail')")

    def test_hostile_addresses_are_no_links(self, opened):
        _, browser = opened
        links = browser.run(
            """const box = document.querySelector('#meetings input');
               const search = (text) => { box.value = text; box.dispatchEvent(new Event('input')); };
               const toggles = () => [...document.querySelectorAll('#meetings .open')];
               const toggleAll = () => toggles().forEach((_, i) => toggles()[i].click());
               search('img src');
               toggleAll();
               const found = [...document.querySelectorAll('#meetings .detail a')].map((a) => a.protocol);
               const text = document.querySelector('#meetings tbody').textContent;
               toggleAll();
               search('');
               return [found, text]"""
        )
        assert set(links[0]) == {"https:"}
        assert "<script>alert('x')</script>" in links[1]

    def test_a_cell_of_the_matrix_shows_its_records(self, opened):
        _, browser = opened
        cell = ".matrix tbody tr:nth-child(4) button"
        n = int(browser.run(f"const b = document.querySelector('{cell}'); b.click(); return b.textContent"))
        told = browser.run("return [...document.querySelectorAll('.pager p')].map((p) => p.textContent)")
        shown = "[...document.querySelectorAll('.controls button')].filter((b) => !b.hidden)"
        clear = browser.run(f"return {shown}[0]?.textContent")
        assert " and " in clear
        assert any(int(re.search(r"of (\d+)", text)[1]) >= n for text in told)
        assert browser.run("return document.activeElement.textContent") == clear
        browser.press("\ue007")
        browser.until(f"return {shown}.length === 0")

    def test_the_keyboard_reaches_the_content_first(self, opened):
        _, browser = opened
        browser.run("document.activeElement.blur(); window.scrollTo(0, 0); document.body.focus()")
        browser.run("document.querySelector('.skip').focus()")
        assert browser.run("return document.querySelector('.skip').getBoundingClientRect().left") >= 0
        names = browser.run(
            "return [...document.querySelectorAll('input, select, button')].filter((e) => e.checkVisibility())"
            ".map((e) => (e.labels?.[0]?.textContent || e.ariaLabel || e.textContent).trim())"
        )
        assert all(names)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, opened, scheme: str):
        _, browser = opened
        candidates = [os.environ.get("AXE_CORE", ""), str(ROOT / "node_modules" / "axe-core" / "axe.min.js")]
        axe = next((Path(name) for name in candidates if name and Path(name).is_file()), None)
        if axe is None:
            pytest.skip("axe-core is not installed (npm install axe-core, or set AXE_CORE to axe.min.js)")
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.run("document.querySelector('#meetings .open').click()")
        browser.load_script(axe.read_text(encoding="utf-8"))
        found = browser.run(
            "return axe.run().then((result) => result.violations.map((v) => `${v.id}: ${v.nodes[0].html}`))"
        )
        browser.run("document.querySelector('#meetings .open').click()")
        assert found == []
