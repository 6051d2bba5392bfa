"""A real Firefox for the page's tests, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import websocket

from sambanova.start.system_packages import find_firefox
from tests.parts import wait_until

_ADDRESS = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
_PREFERENCES = {  # it asks nobody else for anything, and sound needs no click
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "media.autoplay.default": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One headless Firefox with one page.

    with Firefox(folder, {}) as firefox:
        firefox.go("http://127.0.0.1:5000")
        assert firefox.evaluate("document.title")
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        """folder: for its profile and its log. environment: where the sound goes."""
        self._folder = folder
        self._environment = environment
        self._ids = itertools.count(1)
        self.complaints: list[str] = []

    def __enter__(self) -> Firefox:
        profile = self._folder / "profile"
        profile.mkdir()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()
        ]
        (profile / "user.js").write_text("\n".join(lines))
        log = self._folder / "firefox.log"
        command = [firefox_path(), "--headless", "--no-remote", "--profile", str(profile)]
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [*command, "--remote-debugging-port", "0"],
                env={**os.environ, "HOME": str(self._folder), **self._environment},
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        try:
            address = wait_until(lambda: _ADDRESS.search(log.read_bytes()), 60)[1].decode()
            self._socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=60)
            self._call("session.new", capabilities={})
            self._call("session.subscribe", events=["log.entryAdded"])
            self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]
            self._call(
                "browsingContext.setViewport",
                context=self._context,
                viewport={"width": 1360, "height": 850},
            )
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        """The result of a command. Errors of the page that are told meanwhile are kept as complaints."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told: dict[str, Any] = json.loads(self._socket.recv())
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.complaints.append(str(told["params"]["text"]))
            if told.get("id") == number:
                assert told["type"] == "success", told
                result: dict[str, Any] = told["result"]
                return result

    def go(self, url: str) -> None:
        """Opens a page, and waits until it is loaded."""
        self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression that JSON can hold, or of a promise of one."""
        answer = self._call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def click(self, selector: str, share: float = 0.5) -> None:
        """Presses the mouse on an element. share: 0 (left) to 1 (right) of its width."""
        script = f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            const {{ left, top, width, height }} = element.getBoundingClientRect();
            return [left + width * {share}, top + height / 2];
        }})()"""
        x, y = (round(each) for each in self.evaluate(script))
        pointer = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": pointer})

    def press(self, key: str) -> None:
        """Presses a key of a character."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def _act(self, source: dict[str, Any]) -> None:
        self._call("input.performActions", context=self._context, actions=[source])

    def screenshot(self) -> bytes:
        """A PNG of what is in sight."""
        answer = self._call("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(answer["data"])


def firefox_path() -> str:
    """Where this machine's Firefox is; skips the test where there is none, with CI=true fails it."""
    found = find_firefox()
    if found is None:
        reason = "needs Firefox, which `python3 -m tests` installs where allowed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
