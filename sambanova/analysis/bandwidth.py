"""What the spectrum tells: sound that was recorded at a lower rate than it is stored at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding
from sambanova.recording import Recording

_LOSSLESS = frozenset({*ENCODINGS, "flac", "alac"})
"""Encodings and codecs that keep the spectrum as it was."""

_FRAME_SECONDS = 0.032  # of a spectrum; fricatives, which have the high sounds, are longer
_MOST_FRAMES = 400  # spectra, spread over the recording
_FORMER_RATES = (8000, 16000)  # Hz, at which sound is recorded and later brought up
_LEAST_RATIO = 1.9  # of the rate to the former one; lossy codecs leave out the uppermost band
_LOUDEST = 0.95  # the quantile of the frames that counts: what a band ever had
_EMPTY_DB = 30.0  # by which the band above lies below the one just below the edge
# Of the band above, as noise of the whole band: 16 bits alone make -101 dBFS, with dither -96. Any
# microphone, and any noise that was there before the sound was sampled, makes more.
_EMPTY_POWER = 10 ** (-84 / 10)

# Of the former Nyquist frequency: just below the edge and just above; resamplers and telephone
# filters (ITU-T G.712: 3400 of 4000 Hz) need the room between.
_BELOW = (0.6, 0.84)
_ABOVE = 1.08


def find(recording: Recording) -> Iterator[Finding]:
    """The recording's former sample rate, if the band above it is empty."""
    former = former_rate(recording)
    if former is None:
        return
    source = "came through a telephone" if former == 8000 else f"was recorded at {former / 1000:g} kHz"
    yield Finding(
        "upsampled",
        "info",
        f"There is nothing above {former / 2000:g} kHz: this {source} and was brought up to "
        f"{recording.sample_rate / 1000:g} kHz.",
        "Ask for the rate that you need where the sound is recorded; store it at the rate it came in.",
    )


def former_rate(recording: Recording) -> int | None:
    """The lower rate, Hz, that the sound once had; None when it never had one."""
    if recording.format.encoding not in _LOSSLESS:
        return None  # codecs leave out what is high, and Opus always comes at 48 kHz
    rates = [rate for rate in _FORMER_RATES if recording.sample_rate >= _LEAST_RATIO * rate]
    if not rates:
        return None
    power = _spectra(recording)
    if not len(power):
        return None
    width = recording.sample_rate / 2 / (power.shape[1] - 1)  # Hz a bin
    for rate in rates:
        edge = rate / 2 / width
        below = power[:, round(_BELOW[0] * edge) : round(_BELOW[1] * edge)].mean(axis=1)
        above = power[:, round(_ABOVE * edge) :]
        loudest = np.quantile(above[:, : max(1, above.shape[1] - 2)], _LOUDEST, axis=0).max()
        usual = np.median(above.mean(axis=1))
        if usual <= _EMPTY_POWER and np.quantile(below, _LOUDEST) > loudest * 10 ** (_EMPTY_DB / 10):
            return rate
    return None


def _spectra(recording: Recording) -> NDArray[np.float64]:
    """Power spectra of stretches spread over the recording, frames x bins, without the silent ones.

    White noise has its mean square in every bin.
    """
    size = 1 << round(np.log2(_FRAME_SECONDS * recording.sample_rate))
    count = min(_MOST_FRAMES, recording.frame_count // size)
    if count < 2:
        return np.zeros((0, size // 2 + 1))
    starts = np.linspace(0, recording.frame_count - size, count).astype(int)
    sound = np.stack([recording.samples(start, start + size).mean(axis=1) for start in starts])
    window = np.hanning(size)
    power = np.abs(np.fft.rfft(sound * window, axis=1)) ** 2 / np.sum(window**2)
    energy = power[:, 1:].sum(axis=1)
    loud: NDArray[np.float64] = power[energy > energy.max() * 1e-4]
    return loud
