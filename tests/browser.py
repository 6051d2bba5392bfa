"""A real browser for the page's tests, and what a person does and sees in it."""

from __future__ import annotations

import base64
import io
import os
import shutil
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Route, sync_playwright

from sambanova.start.system_packages import find_chromium
from tests.parts import wait_until

STATIC = Path(__file__).parent.parent / "static"
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
_EXPECTED = ("Failed to load resource", "WebSocket connection to")  # a refusal that a test asks for

_BUTTONS = {  # those that share an action
    "list": ".back",
    "forward": "button[data-action=skip][data-by='10']",
    "loop": "[data-setting=loop]",
    "mute": "[data-setting=muted]",
    "skip-silence": "[data-setting=skipSilence]",
    "zoom-in": "[data-action=zoom][data-by='2']",
    "zoom-fit": "[data-action=zoom][data-by='0']",
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless browser for all tests."""
    if not (STATIC / "node_modules").exists():
        _need("the browser libraries: npm ci --prefix static")
    with sync_playwright() as playwright:
        browser = launch(playwright, chromium_path())
        yield browser
        browser.close()


def chromium_path() -> str:
    """Where this machine's Chromium is; skips the test where there is none."""
    found = find_chromium()
    if found is None:
        _need("chromium")
    return str(found)


def launch(playwright: Playwright, path: str) -> Browser:
    """A headless browser that asks nobody else for anything."""
    return playwright.chromium.launch(executable_path=path, args=list(_QUIET))


def _need(what: str) -> None:
    """Skips the test, or fails it with CI=true."""
    if os.environ.get("CI"):
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")


@pytest.fixture
def open_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., PlayerPage]]:
    """Opens the page as often as wanted; afterwards nothing may stand in the consoles' errors."""
    if shutil.which("pulseaudio"):
        request.getfixturevalue("sound_server")  # before the player looks for devices
    server: str = request.getfixturevalue("server")
    opened: list[PlayerPage] = []

    def open_one(fragment: str = "", **options: Any) -> PlayerPage:
        context = chromium.new_context(**{"viewport": {"width": 1360, "height": 850}, **options})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.append(PlayerPage(context.new_page(), server))
        opened[-1].go(fragment)
        return opened[-1]

    yield open_one
    for page in opened:
        page.page.unroute_all(behavior="ignoreErrors")
        page.page.context.close()
        assert not page.complaints, page.complaints


class PlayerPage:
    """The page as a person sees it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.set_default_timeout(30_000)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_EXPECTED):
            self.complaints.append(message.text)

    def go(self, fragment: str = "") -> None:
        """Opens the page, or a link into it."""
        self.page.goto(f"{self.url}/{fragment}")

    def alter(self, path: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Lets `change` alter the JSON that a path answers, where no session can be made that does."""

        def answer(route: Route) -> None:
            response = route.fetch()
            told = response.json()
            change(told)
            route.fulfill(response=response, json=told)

        self.page.route(path, answer)

    # The list

    @property
    def rows(self) -> Locator:
        """The rows that are drawn, in no particular order."""
        return self.page.locator(".row")

    def row(self, text: str) -> Locator:
        """The row in which a text stands."""
        return self.rows.filter(has_text=text)

    def names(self) -> list[str]:
        """The names in the list from top to bottom, as far as drawn."""
        script = """rows => rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .map(row => row.querySelector('.row-name').textContent)"""
        names: list[str] = self.rows.evaluate_all(script)
        return names

    def choose(self, text: str) -> None:
        """Opens a session and waits until it can be heard."""
        self.row(text).click()
        self.wait_for_state("ready")

    # The session

    def wait_for_state(self, state: str) -> None:
        """Waits until the open session is ready, or until the page says why not."""
        self.page.locator(f"#detail[data-state={state}]").wait_for(state="attached")

    def action(self, name: str) -> Locator:
        """A button by what it does."""
        return self.page.locator(_BUTTONS.get(name, f"[data-action={name}]"))

    def text(self, selector: str) -> str:
        """The text that stands somewhere."""
        return self.page.locator(selector).inner_text()

    def position(self) -> float:
        """Where the playhead stands, in seconds, as shown."""
        minutes, seconds = self.text("#position").split(":")
        return int(minutes) * 60 + float(seconds)

    def sound_state(self) -> str:
        """`stopped`, `waiting`, `playing` or `paused`."""
        return str(self.page.locator("#transport").get_attribute("data-state"))

    def wait_until_playing_past(self, seconds: float) -> None:
        """Waits until the playhead has really moved on beyond a position."""
        wait_until(lambda: self.sound_state() == "playing" and self.position() > seconds)

    def heard_position(self) -> float:
        """Where the browser's own audio element is, in seconds."""
        return float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def drag(self, start: float, end: float, modifier: str | None = None) -> None:
        """Drags over the waveform between two shares (0..1) of its width."""
        box = self.page.locator("#waveform").bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        if modifier:
            self.page.keyboard.down(modifier)
        self.page.mouse.move(box["x"] + box["width"] * start, y)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * (start + end) / 2, y, steps=3)
        self.page.mouse.move(box["x"] + box["width"] * end, y, steps=3)
        self.page.mouse.up()
        if modifier:
            self.page.keyboard.up(modifier)

    def copied(self) -> str:
        """What is in the clipboard."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    # Accessibility

    def accessibility_faults(self) -> list[str]:
        """What axe-core finds: rule, and the elements that break it."""
        axe = STATIC / "node_modules" / "axe-core" / "axe.min.js"
        if not axe.exists():
            _need("axe-core: npm ci --prefix static")
        self.page.evaluate(axe.read_text())  # evaluated by the debugger, which no policy forbids
        script = """async () => (await axe.run()).violations
            .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)"""
        earlier = list(self.complaints)
        faults: list[str] = self.page.evaluate(script)
        self.complaints[:] = earlier  # axe itself sets a style that the policy refuses
        return faults


def pixels(png: bytes) -> NDArray[np.uint8]:
    """A picture, rows x columns x red, green, blue."""
    with av.open(io.BytesIO(png), "r") as container:
        frame = next(container.decode(video=0))
    return frame.to_ndarray(format="rgb24").astype(np.uint8)


def wav(samples: NDArray[np.float32], sample_rate: int) -> str:
    """Samples -1..1, frames or frames x channels, as the base64 text of a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(samples.shape[1] if samples.ndim > 1 else 1)
        writer.setsampwidth(2)
        writer.setframerate(sample_rate)
        writer.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())
    return base64.b64encode(file.getvalue()).decode()
