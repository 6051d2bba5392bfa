"""“The fix as code”: unfolded at a finding, in the language of the writer, copied, and right."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import RedisServer, as_s16, speech, wait_until

OpenPage = Callable[..., PlayerPage]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
KEY = "audio:it's"


def test_the_fix_leads_from_the_finding_to_the_line_of_code_by_keyboard(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    sound = as_s16(speech(6, 16_000))
    chunks = [base64.b64encode(sound[start : start + 1600]) for start in range(0, len(sound), 1600)]
    with redis_server.client() as client:
        client.hset(KEY, "audio_buffer", b"".join(chunks))
    page = open_page("#session=it's")
    page.wait_for_state("ready")
    fix = page.page.locator("#findings .fix:visible").first
    expect(fix.locator("code")).to_be_hidden()
    fix.locator("summary").focus()
    page.page.keyboard.press("Enter")
    expect(fix.locator("code")).to_contain_text("b64decode(chunk) for chunk in chunks")
    expect(fix.locator("code")).to_contain_text('r.hset("audio:it\'s", "audio_buffer"')
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")  # Node
    expect(fix.get_by_role("button", name="Node")).to_have_attribute("aria-pressed", "true")
    expect(fix.locator("code")).to_contain_text("client.hSet(\"audio:it's\", 'audio_buffer'")
    fix.get_by_role("button", name="Copy").press("Enter")
    wait_until(lambda: page.copied() == fix.locator("code").inner_text())
    assert page.accessibility_faults() == []
    page.page.reload()
    page.wait_for_state("ready")
    expect(fix.locator("code")).to_be_hidden()
    fix.locator("summary").click()
    expect(fix.locator("code")).to_contain_text("Buffer.concat")  # the language is remembered


def test_a_guess_is_declared_with_the_copied_line_on_a_phone(
    redis_server: RedisServer, open_page: OpenPage
) -> None:
    sound = as_s16(speech(6, 16_000))
    with redis_server.client() as client:
        client.rpush(KEY, *(sound[start : start + 3200] for start in range(0, len(sound), 3200)))
    page = open_page("#session=it's", **PHONE)
    page.wait_for_state("ready")
    fix = page.page.locator("#format-fix .fix")
    fix.locator("summary").tap()
    assert page.accessibility_faults() == []
    width = page.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    fix.get_by_role("button", name="Python").tap()
    with redis_server.client() as client:
        exec(fix.locator("code").inner_text(), {"r": client})
    page.page.reload()
    page.wait_for_state("ready")
    expect(page.page.locator("#evidence")).to_contain_text("16 kHz")
    expect(page.page.locator("#format-fix .fix")).to_be_hidden()  # it is no guess any more
