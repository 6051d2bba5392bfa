"""Turns of two lanes: what counts as a turn, as an answer, as talk-over and as silence."""

from __future__ import annotations

import numpy as np
import pytest

from sambanova.audio_format import AudioFormat
from sambanova.conversation.parsing import Turn
from sambanova.conversation.turns import Lane, overlaps, rows_from_sound, side_of, silences, with_text
from sambanova.conversation.voice import Span, spoken
from sambanova.recording import Recording
from tests.conversation.calls import CALL, RATE, voice
from tests.parts import as_s16


def lanes(user: list[Span], agent: list[Span]) -> list[Lane]:
    """Two sides with their spans."""
    return [Lane("user", "caller", tuple(user)), Lane("agent", "agent", tuple(agent))]


def test_speech_is_found_within_a_window() -> None:
    both = np.stack([voice("user", 1), voice("agent", 2)], axis=1)
    pcm = as_s16(both)
    found = spoken(Recording(AudioFormat("s16le", 2, RATE), "s16le", pcm, pcm))
    for channel, role in enumerate(("user", "agent")):
        true = [(one.start, one.end) for one in CALL if one.role == role]
        assert np.array(found[channel]) == pytest.approx(np.array(true), abs=0.03)


def test_silence_and_noise_alone_are_no_speech() -> None:
    still = np.zeros((RATE * 3, 1), np.float32)
    pcm = as_s16(still)
    assert spoken(Recording(AudioFormat("s16le", 1, RATE), "s16le", pcm, pcm)) == [[]]


def test_a_pause_inside_of_a_turn_is_no_new_turn() -> None:
    rows = rows_from_sound(lanes([(1.0, 2.0), (3.0, 4.0)], [(5.5, 7.0)]))
    assert [(row.speaker, row.start, row.end, row.delay) for row in rows] == [
        ("user", 1.0, 4.0, None),
        ("agent", 5.5, 7.0, 1.5),
    ]


def test_a_short_yes_in_between_takes_no_turn() -> None:
    rows = rows_from_sound(lanes([(1.0, 6.0)], [(3.0, 3.4), (7.0, 9.0)]))
    assert [(row.speaker, row.delay) for row in rows] == [("user", None), ("agent", 1.0)]


def test_talk_over_is_a_pause_below_zero_and_no_answer() -> None:
    both = lanes([(1.0, 4.0)], [(3.5, 6.0)])
    rows = rows_from_sound(both)
    assert rows[1].pause == pytest.approx(-0.5)
    assert rows[1].delay is None
    assert overlaps(both) == [(3.5, 4.0)]
    assert silences(lanes([(1.0, 2.0)], [(4.5, 5.0)])) == [(2.0, 4.5)]


def test_words_go_to_the_turn_of_their_side() -> None:
    rows = rows_from_sound(lanes([(1.0, 4.0)], [(3.5, 6.0)]))
    told = [Turn("assistant", "Yes?", 3.4, 5.0), Turn("human", "Hello", 1.2, 3.9)]
    assert [row.text for row in with_text(rows, told, {})] == ["Hello", "Yes?"]


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("user", "caller"),
        ("human", "caller"),
        ("audio_inbound", "caller"),
        ("Assistant", "agent"),
        ("ai", "agent"),
        ("system", ""),
        ("Ada", ""),
    ],
)
def test_names_tell_sides(name: str, side: str) -> None:
    assert side_of(name) == side
