"""Detects upsampling: sound that was recorded at a lower sample rate than it is stored at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding
from sambanova.recording import Recording

_LOSSLESS = frozenset({*ENCODINGS, "flac", "alac"})
"""Encodings and codecs that keep the whole spectrum."""

_FRAME_SECONDS = 0.032  # length of a spectrum; shorter than a fricative, which has the highest frequencies
_MAX_FRAMES = 400  # spectra, spread over the recording
_ORIGINAL_RATES = (8000, 16000)  # Hz; rates at which voices are recorded and later upsampled
_MIN_RATIO = 1.9  # stored rate to original rate; below it, lossy codecs cause the same gap


@dataclass(frozen=True, slots=True)
class _EmptyBand:
    """When the band above a Nyquist frequency is empty.

    below, above: the compared bands, as factors of that frequency. The room between them is for the
    filters of resamplers and telephones (ITU-T G.712: 3400 of 4000 Hz).
    quantile: of the spectra, taken as the loudest of a band.
    ratio_db: how far the upper band lies below the lower one, dB.
    power: largest median power of the upper band, where white noise of full scale is 1. Quantisation to
    16 bits makes -101 dBFS, with dither -96; a microphone always makes more than -84.
    """

    below: tuple[float, float] = (0.6, 0.84)
    above: float = 1.08
    quantile: float = 0.95
    ratio_db: float = 30.0
    power: float = 10 ** (-84 / 10)


_EMPTY = _EmptyBand()


def find(recording: Recording) -> Iterator[Finding]:
    """The finding `upsampled`, if the band above a lower sample rate is empty."""
    original = original_rate(recording)
    if original is None:
        return
    source = "came through a telephone" if original == 8000 else f"was recorded at {original / 1000:g} kHz"
    yield Finding(
        "upsampled",
        "info",
        f"There is nothing above {original / 2000:g} kHz: this {source} and was brought up to "
        f"{recording.sample_rate / 1000:g} kHz.",
        "Ask for the rate that you need where the sound is recorded; store it at the rate it came in.",
    )


def original_rate(recording: Recording) -> int | None:
    """The sample rate in Hz before upsampling, or None if the sound was not upsampled."""
    if recording.format.encoding not in _LOSSLESS:
        return None  # lossy codecs drop high frequencies, and Opus always decodes to 48 kHz
    rates = [rate for rate in _ORIGINAL_RATES if recording.sample_rate >= _MIN_RATIO * rate]
    if not rates:
        return None
    power = _spectra(recording)
    if not len(power):
        return None
    width = recording.sample_rate / 2 / (power.shape[1] - 1)  # Hz a bin
    for rate in rates:
        edge = rate / 2 / width
        below = power[:, round(_EMPTY.below[0] * edge) : round(_EMPTY.below[1] * edge)].mean(axis=1)
        above = power[:, round(_EMPTY.above * edge) :]
        loudest = np.quantile(above[:, : max(1, above.shape[1] - 2)], _EMPTY.quantile, axis=0).max()
        typical = np.median(above.mean(axis=1))
        ratio = 10 ** (_EMPTY.ratio_db / 10)
        if typical <= _EMPTY.power and np.quantile(below, _EMPTY.quantile) > loudest * ratio:
            return rate
    return None


def _spectra(recording: Recording) -> NDArray[np.float64]:
    """Power spectra at places spread over the recording, without silent ones; frames x bins.

    They are scaled so that every bin of white noise has its mean square.
    """
    size = 1 << round(np.log2(_FRAME_SECONDS * recording.sample_rate))
    count = min(_MAX_FRAMES, recording.frame_count // size)
    if count < 2:
        return np.zeros((0, size // 2 + 1))
    starts = np.linspace(0, recording.frame_count - size, count).astype(int)
    sound = recording.windows(starts, size).mean(axis=2)
    window = np.hanning(size)
    power = np.abs(np.fft.rfft(sound * window, axis=1)) ** 2 / np.sum(window**2)
    energy = power[:, 1:].sum(axis=1)
    loud: NDArray[np.float64] = power[energy > energy.max() * 1e-4]
    return loud
