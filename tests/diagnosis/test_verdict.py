"""One sentence for all findings: the worst one, or what explains it."""

from __future__ import annotations

from typing import Literal

import pytest

from sambanova.audio_format import AudioFormat
from sambanova.diagnosis.verdict import Known, judge, nothing_recorded
from sambanova.findings import Finding

GUESSED = AudioFormat("s16le", 1, 16000, confidence=0.99, rate_confidence=0.6)
DECLARED = AudioFormat("s16le", 2, 8000, source="session", sources=("session", "session", "session"))
OPUS = AudioFormat("opus", 1, 48000, "webm", "container", sources=("container", "container", "container"))


def found(
    code: str,
    severity: Literal["info", "warning", "error"] = "warning",
    message: str = "The sound stops.",
    at: float | None = None,
) -> Finding:
    return Finding(code, severity, message, "Change the app.", at)


def test_an_intact_recording_is_ok_and_does_not_claim_more_than_was_checked() -> None:
    verdict = judge([], Known((GUESSED,), duration=3))
    assert (verdict.severity, verdict.cause) == ("ok", None)
    assert verdict.sentence == "No fault was found in what was checked."
    assert "gaps, jumps and doubled chunks" in verdict.checked
    assert any("words are missing" in sentence for sentence in verdict.unknown)


def test_how_a_recording_is_stored_is_no_fault() -> None:
    verdict = judge([found("not_base64", "info"), found("json_audio", "info")], Known((GUESSED,), duration=3))
    assert verdict.severity == "ok"


def test_what_is_perhaps_true_is_said_as_information() -> None:
    verdict = judge([found("dropout", "info", "The sound may break off.")], Known((GUESSED,), duration=3))
    assert (verdict.severity, verdict.cause) == ("info", "dropout")
    assert verdict.sentence == "No certain fault; worth knowing: the sound may break off."


def test_the_worst_finding_decides_and_its_cause_comes_first() -> None:
    findings = [found("too_quiet"), found("byte_slip", "error", "A byte is missing at 1.00 s.")]
    verdict = judge(findings, Known((GUESSED,), duration=3))
    assert (verdict.severity, verdict.cause) == ("error", "byte_slip")
    assert verdict.sentence == (
        "Chunks were cut or joined in the middle of a sample: a byte is missing at 1.00 s."
    )


@pytest.mark.parametrize(
    ("cause", "effects"),
    [
        ("rate_contradicts_clock", ["dropout", "sound_jump", "too_loud"]),
        ("declared_format_unlikely", ["clipping", "a_finding_of_tomorrow"]),
        ("base64_strange_characters", ["chunk_doubled", "sound_jump"]),
        ("container_header_missing", ["container_damaged"]),
    ],
)
def test_a_wrong_format_or_damaged_text_explains_the_sound_even_if_that_is_worse(
    cause: str, effects: list[str]
) -> None:
    findings = [*(found(effect, "error") for effect in effects), found(cause, message="It is wrong.")]
    verdict = judge(findings, Known((GUESSED,), duration=3))
    assert (verdict.severity, verdict.cause) == ("error", cause)
    assert "It is wrong" in verdict.sentence or "it is wrong" in verdict.sentence


def test_a_fault_of_the_form_does_not_hide_lost_sound() -> None:
    verdict = judge([found("base64_missing_padding"), found("dropout")], Known((GUESSED,), duration=3))
    assert verdict.cause == "dropout"


def test_a_sentence_is_one_sentence_and_names_the_track_first() -> None:
    message = "user: 3 gaps of about 20 ms. The first 10,000 places are given."
    verdict = judge([found("dropout", message=message)], Known((DECLARED, DECLARED), ("user", "agent")))
    assert verdict.sentence == "user: packets were lost before the app wrote them: 3 gaps of about 20 ms."


def test_what_a_message_adds_is_left_to_the_finding() -> None:
    message = "The sound is clipped in 5 places, the first at 0.45 s; it sounds harsh there."
    verdict = judge([found("clipping", message=message)], Known((GUESSED,)))
    assert verdict.sentence.endswith(": the sound is clipped in 5 places, the first at 0.45 s.")
    rate = "At 16 kHz this lasts 2.0 s, but it grew for 4 s; 8 kHz would fit."
    assert "8 kHz would fit" in judge([found("rate_contradicts_clock", message=rate)], Known()).sentence


def test_a_cause_that_the_message_tells_comes_first_and_is_not_said_twice() -> None:
    message = "29 gaps of 20 ms: packets were lost before the app wrote them."
    sentence = judge([found("dropout", message=message)], Known((GUESSED,))).sentence
    assert sentence == "Packets were lost before the app wrote them: 29 gaps of 20 ms."


def test_what_nothing_tells_is_named() -> None:
    guessed = " ".join(judge([], Known((GUESSED,), duration=3)).unknown)
    assert "Whether 16 kHz is right: nothing but the sound tells it (60% sure)." in guessed
    assert "no times of chunks" in guessed
    declared = " ".join(judge([], Known((DECLARED,), duration=3)).unknown)
    assert "Whether the declared 8 kHz is right" in declared
    by_clock = " ".join(judge([], Known((DECLARED,), has_clock=True, duration=3)).unknown)
    assert "8 kHz" not in by_clock
    assert "no times of chunks" not in by_clock
    lossy = " ".join(judge([], Known((OPUS,), duration=3)).unknown)
    assert "Opus smooths gaps" in lossy
    assert "48 kHz" not in lossy
    growing = judge([], Known((OPUS,), is_growing=True, duration=3)).unknown
    assert "How it ends: it is still being recorded." in growing
    assert "less than 0.1 s" in " ".join(judge([], Known((OPUS,), duration=0.05)).unknown)


def test_what_was_checked_is_what_the_recording_has() -> None:
    assert "dead and equal channels" in judge([], Known((DECLARED,), duration=3)).checked
    assert "dead and equal channels" not in judge([], Known((OPUS,), duration=3)).checked
    assert "the WebM container" in judge([], Known((OPUS,), duration=3)).checked
    assert judge([found("not_audio", "error")], Known()).checked == ("how it is stored",)


def test_a_session_without_audio_is_no_fault() -> None:
    verdict = nothing_recorded(is_growing=True)
    assert (verdict.severity, verdict.sentence) == ("info", "Nothing was recorded yet.")
    assert verdict.unknown == ("How it ends: it is still being recorded.",)
