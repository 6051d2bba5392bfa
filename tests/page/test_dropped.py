"""Recordings without Redis: dropped on the page, chosen as a file, or pasted."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sambanova.settings import Settings
from tests.browser import PlayerPage
from tests.parts import as_s16, container_file, free_port, speech, wait_until

OpenPage = Callable[..., PlayerPage]

FILE = container_file(speech(3, 16000), 16000, "wav", "pcm_s16le")
HOSTILE = "<img src=x onerror=window.ran=1>.wav"

_DRAG = """([type, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
  const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
  document.querySelector('#sessions').dispatchEvent(event);
}"""
_PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def settings() -> Settings:
    """No Redis at all, and one MB at most."""
    return Settings(redis_port=free_port(), max_dropped_mb=1)


def drag(page: PlayerPage, event: str, name: str = "call.wav", data: bytes = FILE) -> None:
    """Drags a file over the page, or drops it there."""
    page.page.evaluate(_DRAG, [event, name, base64.b64encode(data).decode()])


def test_a_file_is_dropped_heard_and_deleted_without_redis(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.page.locator("#list-states .drop-offer:visible")).to_contain_text("Drop a recording here, or")
    assert page.accessibility_faults() == []
    drag(page, "dragover")
    expect(page.page.get_by_text("Drop it to see and hear it")).to_be_visible()
    assert page.accessibility_faults() == []
    drag(page, "drop", HOSTILE)
    expect(page.page.locator("#drop-overlay")).to_be_hidden()
    page.wait_for_state("ready")
    assert page.text("#name") == HOSTILE
    assert page.page.evaluate("window.ran") is None
    expect(page.row(HOSTILE)).to_contain_text("dropped here")
    expect(page.page.locator("#facts")).to_contain_text("kept until 10 minutes after this page is closed")
    expect(page.page.locator("#format")).to_contain_text("16 kHz")
    expect(page.page.locator("#verdict")).not_to_contain_text("Still listening")
    page.action("toggle").click()
    page.wait_until_playing_past(0.2)
    page.action("spectrogram").click()
    expect(page.page.locator("#spectrogram[data-state='ready']")).to_be_visible()
    assert page.accessibility_faults() == []
    page.page.reload()
    page.wait_for_state("ready")  # the link and the row are still there
    expect(page.row(HOSTILE)).to_be_visible()
    other = open_page()
    expect(other.page.locator("#light-live[data-state=good]")).to_be_visible()
    expect(other.rows).to_have_count(0)
    page.action("delete").click()
    page.go("?")  # leaving deletes at once
    wait_until(lambda: page.rows.count() == 0)


def test_text_is_pasted_but_not_taken_out_of_a_field(open_page: OpenPage) -> None:
    page = open_page()
    page.page.locator("#search").focus()
    text = base64.b64encode(FILE).decode()
    page.page.evaluate(_PASTE, text)
    page.page.locator("#sessions").evaluate("element => element.ownerDocument.activeElement.blur()")
    page.page.evaluate(_PASTE, "hello")
    expect(page.page.locator(".toast")).to_contain_text("too short")
    expect(page.rows).to_have_count(0)
    page.page.evaluate(_PASTE, text)
    page.wait_for_state("ready")
    assert page.text("#name") == "Pasted text"
    page.page.evaluate(_PASTE, "This is a letter to the reader, and no recording at all. " * 3)
    page.wait_for_state("undecodable_audio")
    expect(page.rows).to_have_count(2)


def test_a_file_is_chosen_by_keys_alone_on_a_phone_in_the_dark(open_page: OpenPage, tmp_path: Path) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True}
    page = open_page(**phone)
    expect(page.page.locator("#list-states .drop-offer button:visible")).to_have_text("Choose a file")
    assert page.accessibility_faults() == []
    large, empty, whole = tmp_path / "large.raw", tmp_path / "empty.wav", tmp_path / "whole.raw"
    large.write_bytes(bytes(2**20 + 1))
    empty.write_bytes(b"")
    whole.write_bytes(as_s16(speech(2, 16000)))
    for path, told in ((large, "at most 1.0 MB"), (empty, "There is nothing in it")):
        with page.page.expect_file_chooser() as chooser:
            page.page.keyboard.press("o")
        chooser.value.set_files(path)
        expect(page.page.locator(".toast").last).to_contain_text(told)
    with page.page.expect_file_chooser() as chooser:
        page.page.keyboard.press("o")
    chooser.value.set_files(whole)
    page.wait_for_state("ready")
    assert page.text("#name") == "whole.raw"
    assert page.accessibility_faults() == []
