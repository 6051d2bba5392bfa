"""What the signal says against a declared format: a rate at which a voice is too fast or too slow.

Pure maths: samples in, a doubt out. What speaks against a declared encoding or number of channels is in
`audio_format`, and what the clock says against a rate in `rate_check`.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat, channels_label, rate_label
from sambanova.decoding.format_decision import BELIEVED, belief
from sambanova.detection import voice_speed
from sambanova.detection.sample_rate import RATES, Sound, network_scores, rate_features
from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding

# Natural logarithms of the odds of another rate. Of 1,129 true declarations that
# `tools/findings/declared_rates.py` measures with, none exceeds 1.5.
_GUESS = 2.0
_CLEAR = 4.0
_GUESS_BY_FILTERS = 2.5  # the same, where the sound is too short to listen to a voice
_LEAST_FRAMES = 16_000  # of sound from which the cut-offs of former filters can be seen
_FITTED_ODDS = 1.6  # the same, of the right speed against another one among the sounds for fitting
_NEAR_OCTAVES = 0.35  # within which no signal tells rates apart
_FILTERS_TELL = 32_000  # Hz, above which the cut-offs of former filters speak as well
_RATE_HINT = (
    "Write down the rate at which the sound is really recorded: the sampleRate of the AudioContext. "
    "Play it at both rates to hear which one is right."
)


def checked(audio_format: AudioFormat, sound: NDArray[np.float32]) -> tuple[AudioFormat, tuple[Finding, ...]]:
    """The format with what the sound makes of its declared rate, and what there is to say about that.

    sound: frames x channels, full scale being -1..1; a stretch of a long recording will do.
    """
    loudest = int(np.argmax(np.einsum("fc,fc->c", sound, sound)))
    likelier = _likelier_rate(np.ascontiguousarray(sound[:, loudest]), audio_format.sample_rate)
    if likelier is None:
        return audio_format, ()
    rate, odds = likelier
    believed = belief(1.0, math.exp(odds + _FITTED_ODDS))
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
        "warning" if odds >= _CLEAR else "info",
        f"At {name} this voice sounds too {slower}: {rate_label(rate)} is likelier."
        if odds >= _CLEAR
        else f"At {name} this voice may be too {slower}: {rate_label(rate)} could be right.",
        _RATE_HINT,
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
    """A rate that is likelier, and the logarithm of its odds; mostly none."""
    heard = voice_speed.listen(sound, rate)
    filters_tell = rate > _FILTERS_TELL and len(sound) >= _LEAST_FRAMES
    speeds = np.zeros(len(voice_speed.SPEEDS)) if heard is None else heard
    right = len(speeds) // 2
    odds = float(np.delete(speeds, right).max() - speeds[right])
    least = _GUESS if heard is not None else _GUESS_BY_FILTERS
    if odds < least and not filters_tell:
        return None
    scores = network_scores(rate_features(Sound(sound.view(np.uint8), "f32le", 1, 0)))
    octaves = np.log2(rate / np.array(RATES))
    far = np.abs(octaves) > _NEAR_OCTAVES
    if filters_tell and not far.all():
        odds += float(scores[far].max() - np.logaddexp.reduce(scores[~far]))
    if odds < least or not far.any():
        return None
    index = np.abs(voice_speed.SPEEDS - octaves[:, None]).argmin(axis=1)
    likelihoods = np.where(far & (index != right), speeds[index] + scores, -np.inf)
    return RATES[int(likelihoods.argmax())], odds


def is_encoding_doubted(audio_format: AudioFormat) -> bool:
    """Whether the signal contradicts a declared encoding or number of channels."""
    is_said = any(source in ("session", "settings") for source in audio_format.sources[:2])
    likelier = max((one.confidence for one in audio_format.candidates[:1]), default=0.0)
    return is_said and audio_format.confidence < min(BELIEVED, likelier)


def against_encoding(audio_format: AudioFormat) -> tuple[Finding, ...]:
    """What there is to say about a declared encoding or number of channels that the signal contradicts."""
    if not is_encoding_doubted(audio_format):
        return ()
    likelier = audio_format.candidates[0]
    who = "session" if "session" in audio_format.sources[:2] else "settings"
    says = "says" if who == "session" else "say"
    return (
        Finding(
            "declared_format_unlikely",
            "warning",
            f"The {who} {says} {_without_rate(audio_format)}, but the bytes look like "
            f"{_without_rate(likelier)} ({likelier.confidence:.0%} sure).",
            "Play it as that; if it sounds right, write down the encoding and the channels that the recorder "
            "really has.",
        ),
    )


def _without_rate(audio_format: AudioFormat) -> str:
    assert audio_format.encoding is not None
    return f"{ENCODINGS[audio_format.encoding].label}, {channels_label(audio_format.channels)}"
