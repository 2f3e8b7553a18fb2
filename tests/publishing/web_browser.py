"""A real Chromium, driven through chromedriver by the WebDriver protocol, with nothing but `requests`."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import requests

SWITCHES = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars",
]  # fmt: skip


def missing() -> str | None:
    """Why no browser can be driven here, or None where one can."""
    for program in ("chromium", "chromedriver"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    return None


class Browser:
    """One window of a headless Chromium."""

    def __init__(self, width: int, height: int, *, phone: bool = False, dark: bool = False) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        self._driver = subprocess.Popen(
            [str(shutil.which("chromedriver")), f"--port={port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "TMPDIR": self._profile},
        )  # fmt: skip
        self._base = f"http://127.0.0.1:{port}"
        try:
            self._await_driver()
            options: dict[str, Any] = {
                "binary": shutil.which("chromium"),
                "args": [*SWITCHES, f"--user-data-dir={self._profile}/data", f"--window-size={width},{height}"],
            }
            if phone:
                options["mobileEmulation"] = {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}}
            wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            session = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self._base += f"/session/{session['sessionId']}"
            if dark:
                self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        if "/session/" in self._base:
            requests.delete(self._base, timeout=30)
        self._driver.terminate()
        try:
            self._driver.wait(10)
        except subprocess.TimeoutExpired:  # a driver that waits for its browser's end takes no hint
            self._driver.kill()
            self._driver.wait(30)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _await_driver(self) -> None:
        for _ in range(200):
            try:
                if requests.get(self._base + "/status", timeout=5).json()["value"]["ready"]:
                    return
            except (requests.ConnectionError, KeyError):
                time.sleep(0.05)
        raise TimeoutError("chromedriver did not start")

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = requests.request(method, self._base + path, json=body, timeout=120).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{answer['error']}: {answer['message'].splitlines()[0]}")
        return answer

    def open(self, address: str) -> None:
        self._call("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """The value that a script returns in the page, or that its promise brings."""
        return self._call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script: str, seconds: float = 20) -> Any:
        """Wait until a script returns something true, and return it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.run(script):
                return found
            time.sleep(0.05)
        raise TimeoutError(f"never true: {script}")

    def command(self, name: str, **parameters: object) -> Any:
        """A command of the DevTools protocol."""
        return self._call("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def load_script(self, source: str) -> None:
        """Run a script that the page's own policy would not allow."""
        answer = self.command("Runtime.evaluate", expression=source + ";null")
        assert "exceptionDetails" not in answer, answer

    def log(self) -> list[str]:
        """What the page wrote to the console, errors and refused loads included."""
        return [entry["message"] for entry in self._call("POST", "/se/log", {"type": "browser"})]

    def press(self, *keys: str) -> None:
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def screenshot(self, file: Path, width: int, height: int) -> Path:
        """A picture of the page's first `height` pixels."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self.command("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        file.write_bytes(base64.b64decode(shot["data"]))
        return file
