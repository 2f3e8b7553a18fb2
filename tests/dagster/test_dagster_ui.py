"""The UI as a person uses it: a real browser materialises a batch and looks at what the assets show.

With MINERALS_SCREENSHOTS set to a folder, the pages are kept there as pictures.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import requests
from landing_site import CHILE, ZAMBIA

from pipeline.main_job import INSTANCE_CONFIG
from schemas import TABLES

TOP = Path(__file__).resolve().parents[2]
CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1500,1500",
)
PATIENCE = 300
"""Seconds to wait for anything at the most: the machine may be busy."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its ChromeDriver are not installed"),
]


def until(look: Callable[[], Any], what: str) -> Any:
    """What `look` gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.3)
    pytest.fail(f"{what} did not come in {PATIENCE} s")


def run_is_known(server: str, seconds: float = 45) -> bool:
    """Whether Dagster knows of a run within so many seconds."""
    query = {"query": "{ runsOrError { ... on Runs { results { runId } } } }"}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if requests.post(f"{server}/graphql", json=query, timeout=30).json()["data"]["runsOrError"]["results"]:
            return True
        time.sleep(0.5)
    return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """`dagster dev` with an instance and a landing folder of its own; gives its address."""
    home, spring = tmp_path / "home", tmp_path / "landing" / "spring"
    home.mkdir()
    spring.mkdir(parents=True)
    (home / "dagster.yaml").write_text(INSTANCE_CONFIG)
    (spring / "zambia.txt").write_text(ZAMBIA)
    (spring / "chile.txt").write_text(CHILE)
    with dg.DagsterInstance.from_config(str(home)) as instance:
        instance.add_dynamic_partitions("batches", ["spring"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home),
        "MINERALS_OUT": str(tmp_path / "out"),
        "MINERALS_LANDING": str(tmp_path / "landing"),
        "PYTHONPATH": str(TOP),
    }
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "dagster", "dev", "-w", str(TOP / "workspace.yaml"), "-p", str(port)],
        cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, (tmp_path / "server.log").read_text()
        try:
            with urllib.request.urlopen(f"{address}/server_info", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    try:
        until(answers, "the server")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


class Page:
    """The page in front of the person."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address

    def open(self, path: str) -> None:
        self.browser.get(self.address + path)

    def text(self) -> str:
        return str(self.browser.execute_script("return document.body ? document.body.innerText : ''"))

    def shows(self, *words: str) -> str:
        """Wait until the page shows all the words."""

        def look() -> str | None:
            shown = self.text().replace("\u00a0", " ")
            return shown if all(each in shown for each in words) else None

        return until(look, f"{words} at {self.browser.current_url}")

    def click(self, label: str, after: str = "") -> None:
        """Click what bears the label, as soon as it can be clicked; `after` is text of a row that it stands in."""
        within = f"//tr[contains(., '{after}')]" if after else ""
        path = f"{within}//*[self::button or self::a or @role='button'][contains(normalize-space(.), '{label}')]"

        def press() -> bool:
            for element in self.browser.find_elements("xpath", path):
                if element.is_displayed() and element.is_enabled():
                    element.click()
                    return True
            return False

        until(press, f"a button {label!r}")

    def keep(self, name: str) -> None:
        """Keep a picture of the page, if pictures are wanted."""
        if folder := os.environ.get("MINERALS_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.browser.save_screenshot(str(Path(folder) / f"{name}.png"))


def test_a_batch_is_materialised_and_looked_at_in_the_ui(server: str, browser: Any) -> None:
    page = Page(browser, server)
    for _ in range(4):
        page.open("/locations/minerals-diplomacy/jobs/batch_job")
        page.click("Materialize all")
        page.click("Missing")
        page.shows("1 partition")
        page.keep("launch")
        page.click("Launch 1 run")
        # Leaving the page at once would take the request back; a click on a page still busy may come to nothing.
        if run_is_known(server):
            break

    page.open("/runs")
    shown = page.shows("spring")

    def finished() -> str | None:
        shown = page.text()
        assert "Failure" not in shown, shown
        return shown if "Success" in shown else None

    shown = until(finished, "the end of the run")
    assert "batch_job" in shown
    page.keep("runs")

    # The columns with what they mean, the counts, the preview and the picture.
    page.open("/assets/extractions")
    article_id = TABLES["articles"].column("article_id").description
    shown = page.shows("article_id", article_id, "Row count", "zambia.txt", "chile.txt")
    assert "Deals that the article tells of" in shown
    page.shows("records_by_type", "deal: mou, agreed")
    page.keep("extractions")
    page.click("[Show Markdown]", after="records_by_month")

    def picture() -> int:
        width = "const i = document.querySelector('img[src^=\"data:image/png\"]'); return i ? i.naturalWidth : 0"
        return int(browser.execute_script(width))

    assert until(picture, "the picture") > 500
    page.keep("picture")

    # A table has its columns described before it is ever made.
    page.open("/assets/tables/meetings")
    page.shows("meeting_id", TABLES["meetings"].column("start_date").description.partition("`")[0].strip())
