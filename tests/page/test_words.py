"""Times, numbers and words on the page."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from audio_stream_player import AudioStreamPlayer
from sambanova.errors import TooManyStreams
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from tests.browser import PlayerPage, wav
from tests.parts import as_s16, speech, wait_until

OpenPage = Callable[..., PlayerPage]
Put = Callable[..., str]

RATE = 16000


def as_time(thousandths: int, digits: int) -> str:
    """A time as people write it, cut off after `digits` (0..3), in whole numbers alone."""
    seconds, fraction = divmod(thousandths, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    text = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return f"{text}.{fraction:03}"[: len(text) + 1 + digits] if digits else text


def test_times_are_right_from_less_than_a_millisecond_to_days(open_page: OpenPage) -> None:
    page = open_page()
    chance = random.Random(1)
    values = [0, 1, 9, 10, 99, 100, 999, 1000, 1150, 59_999, 60_000, 68_432, 599_999, 600_000, 3_599_999]
    values += [3_600_000, 3_723_400, 35_999_999, 36_000_000, 86_399_999, 86_400_000, 90_061_001]
    values += [chance.randrange(10 ** chance.randrange(1, 9)) for _ in range(1000)]
    cases = [(value, digits) for value in values for digits in range(4)]
    script = """async cases => {
        const { time } = await import('/static/js/format.js');
        return cases.map(([value, digits]) => time(value / 1000, digits));
    }"""
    shown = page.page.evaluate(script, cases)
    wrong = [
        (case, text, as_time(*case))
        for case, text in zip(cases, shown, strict=True)
        if text != as_time(*case)
    ]
    assert not wrong, wrong[:10]
    odd = """async () => {
        const { time } = await import('/static/js/format.js');
        return [time(0.000123, 6), time(0.0023, 4), time(-1), time(NaN), time(undefined), time(1e15, 0)];
    }"""
    expected = ["0:00.000123", "0:00.0023", "0:00.0", "0:00.0", "0:00.0", "277777777777:46:40"]
    assert page.page.evaluate(odd) == expected


def test_close_up_the_times_below_the_waveform_are_times(put: Put, open_page: OpenPage) -> None:
    put("short", wav(speech(0.2, RATE), RATE), user_name="Short")
    page = open_page()
    page.choose("Short")
    for _ in range(4):
        page.action("zoom-in").click()
    page.page.locator("#timeline span").nth(3).wait_for(state="attached")
    for label in page.page.locator("#timeline span").all_inner_texts():
        assert label.replace(".", "").replace(":", "").isdigit(), label


def test_a_link_to_the_open_session_moves_to_its_moment(put: Put, open_page: OpenPage) -> None:
    put("voice", wav(speech(6, RATE), RATE), user_name="Grace Hopper")
    page = open_page("#session=voice&t=2.5")
    page.wait_for_state("ready")
    assert page.position() == 2.5
    page.page.evaluate("location.hash = '#session=voice&t=4.2'")
    wait_until(lambda: page.position() == 4.2)
    page.action("toggle").click()
    page.wait_until_playing_past(4.3)
    page.page.evaluate("location.hash = '#session=voice&t=0'")
    wait_until(lambda: page.position() < 2)
    assert page.sound_state() == "playing"
    assert page.heard_position() < 2
    page.page.evaluate("location.hash = '#session=voice'")  # no moment: it plays on
    page.wait_until_playing_past(0.5)


def test_nothing_is_said_twice_and_only_what_is_of_the_same_thing_is_compared(
    put: Put, open_page: OpenPage
) -> None:
    headerless = base64.b64encode(as_s16(speech(6, 8000))).decode()
    put("call", headerless, user_name="Headerless")
    put("said", headerless, user_name="Declared", sample_rate="8000", channels="1", encoding="s16le")
    put("file", wav(speech(2, RATE), RATE), user_name="File")
    page = open_page()
    card = page.page.locator("section[aria-labelledby=what-it-is]")
    for name in ("Headerless", "Declared", "File"):
        page.choose(name)
        assert page.page.locator("#evidence li:visible").count() >= 1
        reasons = card.inner_text()
        assert reasons.count("decodes") + reasons.count("own fields say so") <= 1, reasons
        assert "%" not in page.text("#readings")
        sure = page.text("#sureness-text")
        assert sure.count("%") == 1 or ("of the encoding" in sure and "of the rate" in sure)


def fields_of(page: PlayerPage) -> dict[str, str]:
    """What the table of fields says, in its order."""
    page.page.locator("summary", has_text="Fields and bytes").click()
    script = """rows => rows.map(row => [
        row.firstElementChild.innerText,
        [...row.lastElementChild.children].map(part => part.innerText).filter(Boolean).join(' | '),
    ])"""
    return dict(page.page.locator("#fields tr").evaluate_all(script))


def test_fields_are_sorted_and_readable(put: Put, open_page: OpenPage) -> None:
    notes = '{"model":"m","tokens":[12345678901234567890,1.50],"text":"a, {b}: \\"c\\"","none":{},"empty":[]}'
    put(
        "voice",
        wav(speech(2, RATE), RATE),
        user_name="Grace Hopper",
        zebra="1",
        Alpha="2",
        notes=notes,
        long=json.dumps([{"word": f"word {number}"} for number in range(150)]),
        broken="{not json}",
        duration_ms="68400",
        sample_rate="16000",
        audio_bytes="1500000",
        phone="1760000000",
        ended_at_ms="1760000060500",
    )
    page = open_page(locale="en-GB", timezone_id="Europe/Berlin")
    page.choose("Grace Hopper")
    fields = fields_of(page)
    assert list(fields) == sorted(fields, key=str.lower)
    assert fields["notes"].splitlines() == [
        "{",
        '  "model": "m",',
        '  "tokens": [',
        "    12345678901234567890,",
        "    1.50",
        "  ],",
        '  "text": "a, {b}: \\"c\\"",',
        '  "none": {},',
        '  "empty": []',
        "}",
    ]
    assert fields["broken"] == "{not json}"
    assert fields["connected_at"] == "1760000000.5 | 9 Oct 2025, 10:53:20"
    assert fields["ended_at_ms"] == "1760000060500 | 9 Oct 2025, 10:54:20"
    assert fields["duration_ms"] == "68400 | 1:08.4"
    assert fields["sample_rate"] == "16000 | 16 kHz"
    assert fields["audio_bytes"] == "1500000 | 1.5 MB"
    assert fields["phone"] == "1760000000"
    assert fields["zebra"] == "1"
    long = page.page.locator("#fields tr", has_text="word 149").locator("pre")
    assert long.evaluate("box => box.clientHeight") < 300
    assert long.evaluate("box => box.scrollHeight") > 1000
    assert page.accessibility_faults() == []


@pytest.mark.parametrize(("seconds", "text"), [(1, "1 second."), (3601, "3,601 seconds.")])
def test_one_second_is_one_second(
    player: AudioStreamPlayer, redis_manager: RedisManager, seconds: int, text: str
) -> None:
    redis_manager.write("voice", {"audio_buffer": ""}, ttl=1)
    assert player.extend("voice", seconds)["message"].endswith(text)


class TestLimits:
    """A player that may play one session at a time."""

    @pytest.fixture
    def settings(self, redis_url: str) -> Settings:
        """Settings with the smallest limit."""
        return Settings(redis_url=redis_url, audio_max_streams=1)

    def test_one_session_is_one_session(self, sound_server: Any, player: AudioStreamPlayer, put: Put) -> None:
        for name in ("one", "two"):
            put(name, wav(speech(5, RATE), RATE))
        player.play("one", {})
        with pytest.raises(TooManyStreams, match=r"^1 session plays already"):
            player.play("two", {})
