"""Checks a declared format against the signal: encoding, channels, and the speed of a voice.

Pure functions. `analysis.rate_check` checks the sample rate against the clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat, rate_label
from sambanova.decoding.format_decision import BELIEVED, belief
from sambanova.detection import voice_speed
from sambanova.detection.sample_rate import RATES, Sound, network_scores, rate_features
from sambanova.detection.tones import is_made_of_tones
from sambanova.findings import Finding


@dataclass(frozen=True, slots=True)
class _RateDoubt:
    """When another sample rate is likelier than the declared one.

    The log odds are natural logarithms of the odds of another rate. None of the 1,129 true declarations
    that `tools/findings/declared_rates.py` measures exceeds 1.5.

    min_log_odds: for a finding of severity `info`. warning_log_odds: of severity `warning`.
    min_log_odds_without_voice: for a finding if the sound is too short to judge the speed of a voice.
    fitted_log_odds: of the right speed among the sounds to which the networks are fitted.
    near_octaves: distance within which the signal cannot separate two rates.
    min_filter_rate: Hz; above it the cut-off frequencies of earlier filters count, too.
    min_filter_frames: of sound that is long enough to see those.
    """

    min_log_odds: float = 2.0
    warning_log_odds: float = 4.0
    min_log_odds_without_voice: float = 2.5
    fitted_log_odds: float = 1.6
    near_octaves: float = 0.35
    min_filter_rate: int = 32_000
    min_filter_frames: int = 16_000


_DOUBT = _RateDoubt()
_RATE_HINT = (
    "Write down the rate at which the sound is really recorded: the sampleRate of the AudioContext. "
    "Play it at both rates to hear which one is right."
)


def checked(audio_format: AudioFormat, sound: NDArray[np.float32]) -> tuple[AudioFormat, tuple[Finding, ...]]:
    """The format with a lower confidence in its declared rate if the sound contradicts it, and findings.

    sound: frames x channels, full scale is -1..1; a part of a long recording is enough.
    """
    loudest = int(np.argmax(np.einsum("fc,fc->c", sound, sound)))
    likelier = _likelier_rate(np.ascontiguousarray(sound[:, loudest]), audio_format.sample_rate)
    if likelier is None:
        return audio_format, ()
    rate, odds = likelier
    believed = belief(1.0, math.exp(odds + _DOUBT.fitted_log_odds))
    other = replace(
        audio_format,
        container=None,
        sample_rate=rate,
        source="signal",
        rate_confidence=1 - believed,
        evidence=(),
        candidates=(),
    )
    name = rate_label(audio_format.sample_rate)
    slower = "slow and low" if rate > audio_format.sample_rate else "fast and high"
    finding = Finding(
        "rate_unlikely",
        "warning" if odds >= _DOUBT.warning_log_odds else "info",
        f"At {name} this voice sounds too {slower}: {rate_label(rate)} is likelier."
        if odds >= _DOUBT.warning_log_odds
        else f"At {name} this voice may be too {slower}: {rate_label(rate)} could be right.",
        _RATE_HINT,
        right_rate=rate,
    )
    evidence = f"the voice speaks for {rate_label(rate)}"
    doubted = replace(
        audio_format,
        rate_confidence=min(audio_format.rate_confidence, believed),
        evidence=(*audio_format.evidence, evidence),
        candidates=(other, *(one for one in audio_format.candidates if not _is_same(one, other))),
    )
    return doubted, (finding,)


def _is_same(one: AudioFormat, other: AudioFormat) -> bool:
    return (one.encoding, one.channels, one.sample_rate) == (
        other.encoding,
        other.channels,
        other.sample_rate,
    )


def _likelier_rate(sound: NDArray[np.float32], rate: int) -> tuple[int, float] | None:
    """A likelier sample rate in Hz and the natural logarithm of its odds, or None."""
    if is_made_of_tones(sound, rate):
        return None  # they have no right speed
    voice = voice_speed.listen(sound, rate)
    uses_filters = rate > _DOUBT.min_filter_rate and len(sound) >= _DOUBT.min_filter_frames
    speeds = np.zeros(len(voice_speed.SPEEDS)) if voice is None else voice
    right = len(speeds) // 2
    odds = float(np.delete(speeds, right).max() - speeds[right])
    needed = _DOUBT.min_log_odds if voice is not None else _DOUBT.min_log_odds_without_voice
    if odds < needed and not uses_filters:
        return None
    scores = network_scores(rate_features(Sound(sound.view(np.uint8), "f32le", 1, 0)))
    octaves = np.log2(rate / np.array(RATES))
    far = np.abs(octaves) > _DOUBT.near_octaves
    if uses_filters and not far.all():
        odds += float(scores[far].max() - np.logaddexp.reduce(scores[~far]))
    if odds < needed or not far.any():
        return None
    index = np.abs(voice_speed.SPEEDS - octaves[:, None]).argmin(axis=1)
    likelihoods = np.where(far & (index != right), speeds[index] + scores, -np.inf)
    return RATES[int(likelihoods.argmax())], odds


def is_encoding_doubted(audio_format: AudioFormat) -> bool:
    """Whether the signal contradicts a declared encoding or number of channels."""
    is_declared = any(source in ("session", "settings") for source in audio_format.sources[:2])
    likelier = max((one.confidence for one in audio_format.candidates[:1]), default=0.0)
    return is_declared and audio_format.confidence < min(BELIEVED, likelier)


def against_encoding(audio_format: AudioFormat) -> tuple[Finding, ...]:
    """The finding for a declared encoding or number of channels that the signal contradicts, if any."""
    if not is_encoding_doubted(audio_format):
        return ()
    likelier = audio_format.candidates[0]
    who = "session" if "session" in audio_format.sources[:2] else "settings"
    says = "says" if who == "session" else "say"
    return (
        Finding(
            "declared_format_unlikely",
            "warning",
            f"The {who} {says} {audio_format.without_rate}, but the bytes look like "
            f"{likelier.without_rate} ({likelier.confidence:.0%} sure).",
            "Play it as that; if it sounds right, write down the encoding and the channels that the recorder "
            "really has.",
        ),
    )
