"""The page says what was checked, and not more."""

from __future__ import annotations

import base64
from collections.abc import Callable

import numpy as np
from playwright.sync_api import expect

from tests.browser import PlayerPage
from tests.parts import as_s16, speech

RATE = 16000


def test_noisy_speech_without_a_storage_fault_is_not_called_sound(
    put: Callable[..., str], open_page: Callable[..., PlayerPage]
) -> None:
    voice = speech(4, RATE)
    noise = np.random.default_rng(1).standard_normal(len(voice)).astype(np.float32)
    noise *= np.sqrt(np.mean(voice**2) / np.mean(noise**2)) * 10 ** (-3 / 20)  # 3 dB below the speech
    sound = 0.5 * (voice + noise)
    put(
        audio=base64.b64encode(as_s16(sound)).decode(),
        user_name="Ada Lovelace",
        sample_rate=str(RATE),
        channels="1",
        encoding="s16le",
    )
    page = open_page()
    page.choose("Ada Lovelace")
    expect(page.page.locator("#verdict")).to_contain_text("No fault was found in what was checked.")
    page.page.get_by_text("What was checked, and what is not known").click()
    expect(page.page.locator("#looked-at")).to_contain_text("Checked: how it is stored, ")
    unknown = page.page.get_by_text("Whether whole words are missing: nothing in the sound tells.")
    expect(unknown).to_be_visible()
    expect(page.page.locator("#wrong")).not_to_contain_text("looks sound")


def test_what_is_merely_worth_knowing_is_no_fault(
    put: Callable[..., str], open_page: Callable[..., PlayerPage]
) -> None:
    sound = as_s16(speech(4, RATE))
    put(audio=sound, user_name="Raw", sample_rate=str(RATE), channels="1", encoding="s16le")
    put("cut", base64.b64encode(sound)[:-3], user_name="Cut off", sample_rate=str(RATE))
    page = open_page()
    page.choose("Raw")
    expect(page.page.locator("#findings")).to_contain_text("raw bytes")
    expect(page.page.locator("#verdict[data-severity=ok]")).to_be_visible()
    page.choose("Cut off")
    expect(page.page.locator("#findings .error, #findings .warning").first).to_be_visible()
    verdict = page.page.locator("#verdict[data-severity=error]")
    expect(verdict).to_contain_text("the end of the sound is missing")
    assert page.accessibility_faults() == []
