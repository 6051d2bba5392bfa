"""Whether a voice is played too fast or too slow: what a wrong sample rate does to it.

At a rate that is too high a voice becomes higher, its formants move up and its syllables become shorter.
Each of these differs between speakers, all of them together do not by much. What is above 3.7 kHz is left
out, so that the filters on the way of the sound, which tell its rate badly, do not count.
`tools/findings/fit_speed.py` fits the small networks from public recordings; sound without a voice is taken
as right, as it cannot be told.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats

Samples = NDArray[np.float32]

SPEEDS = np.array([-2.5, -1.585, -1.0, -0.52, 0.0, 0.52, 1.0, 1.585, 2.5])
"""Octaves by which a voice may be too fast: those between the rates in use."""

_RIGHT = 4  # the index of the speed that is right
_LEAST_RATE = 8000  # Hz
_MOST_SECONDS = 12.0  # of sound that is listened to
_BLOCK_SECONDS = 0.1  # by which pauses are found
_PAUSE_BLOCKS = 2  # of a pause that are kept on either side
_HOP_SECONDS, _SHORT_SECONDS, _LONG_SECONDS = 0.016, 0.032, 0.064  # of spectra, of bands and of pitch
_LEAST_FRAMES = 64  # spectra that must sound
_LOUD_QUANTILE = 0.95  # of the spectra's energy, that is taken as loud
_SOUNDING = 1e-3  # of a loud one's energy, from which a spectrum is no pause
_BANDS = np.geomspace(70, 3700, 37)  # Hz
_PITCHES = np.geomspace(50, 800, 25)  # Hz
_PITCH_BELOW = 1500.0  # Hz, of the sound that the pitch is looked for in
_PERIODIC = 0.25  # autocorrelation from which there is a pitch
_LAGS = (1, 2, 4, 8, 16, 32)  # hops over which levels change
_CEPSTRUM = 12  # coefficients of the bands, whose variation is measured
_GROUP = 9  # bands that have a level in common


def features(sound: Samples, rate: int) -> Floats | None:
    """141 numbers of the order of one; None where too little sounds. sound: mono. rate: Hz."""
    long, hop = round(_LONG_SECONDS * rate), round(_HOP_SECONDS * rate)
    if rate < _LEAST_RATE or len(sound) < long + _LEAST_FRAMES * hop:
        return None
    kept = _without_pauses(sound, rate)
    if len(kept) < long + _LEAST_FRAMES * hop:
        return None
    frames = sliding_window_view(kept, long)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    short = long // 2
    power = np.abs(np.fft.rfft(frames[:, long // 4 :][:, :short] * np.hanning(short), axis=1)) ** 2
    total = power.sum(axis=1)
    loud = float(np.quantile(total, _LOUD_QUANTILE))
    sounding = total > _SOUNDING * loud
    if np.count_nonzero(sounding) < _LEAST_FRAMES:
        return None
    floor = loud / power.shape[1]
    bands = _band_means(power, rate / short)
    levels = np.log10(bands + 1e-7 * floor)[sounding]
    relative = levels - levels.mean(axis=1, keepdims=True)
    cosines = np.cos(
        np.outer(np.arange(1, _CEPSTRUM + 1), np.arange(bands.shape[1]) + 0.5) * np.pi / bands.shape[1]
    )
    cepstrum = levels @ cosines.T / bands.shape[1]
    courses = [np.log10(np.maximum(total, 1e-4 * loud))]
    for first in range(0, bands.shape[1], _GROUP):
        courses.append(np.log10(bands[:, first : first + _GROUP].mean(axis=1) + 1e-6 * floor))
    changes = [np.abs(course[lag:] - course[:-lag]).mean() for course in courses for lag in _LAGS]
    return np.concatenate(
        [
            relative.mean(axis=0),
            relative.std(axis=0),
            changes,
            _pitch(frames[sounding], rate),
            [sounding.mean()],
            3 * cepstrum.std(axis=0),
        ]
    )


def _without_pauses(sound: Samples, rate: int) -> Samples:
    """The first seconds of sound, with long pauses cut short: one side of a call is mostly silent."""
    block = max(1, int(_BLOCK_SECONDS * rate))
    table = sound[: len(sound) // block * block].reshape(-1, block)
    power = np.einsum("bn,bn->b", table, table)
    sounding = power > _SOUNDING * np.quantile(power, _LOUD_QUANTILE)
    near = np.convolve(sounding, np.ones(2 * _PAUSE_BLOCKS + 1), "same") > 0
    return table[near][: int(_MOST_SECONDS / _BLOCK_SECONDS)].reshape(-1)


def _band_means(power: Floats, width: float) -> Floats:
    """The mean power in each band, spectra x bands. width: Hz of a bin."""
    first = np.minimum(np.floor(_BANDS[:-1] / width).astype(int), power.shape[1] - 1)
    last = np.clip(np.ceil(_BANDS[1:] / width).astype(int), first + 1, power.shape[1])
    sums = np.cumsum(np.pad(power, ((0, 0), (1, 0))), axis=1)
    return np.asarray((sums[:, last] - sums[:, first]) / (last - first))


def _pitch(frames: Floats, rate: int) -> Floats:
    """How often each pitch occurs, 24 numbers, and the mean and the deviation of how clear it is."""
    length = frames.shape[1]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(length), axis=1))
    spectrum[:, int(_PITCH_BELOW * length / rate) :] = 0
    alike = np.fft.irfft(spectrum, length, axis=1)
    shortest, longest = int(rate / _PITCHES[-1]), min(int(rate / _PITCHES[0]), length // 2 - 1)
    periods = alike[:, shortest:longest] / (alike[:, :1] + 1e-12)
    clearness = periods.max(axis=1)
    pitches = rate / (periods.argmax(axis=1) + shortest)
    often, _ = np.histogram(pitches, _PITCHES, weights=clearness * (clearness > _PERIODIC))
    return np.concatenate([often / len(frames), [clearness.mean(), clearness.std()]])


def scores(values: Floats) -> Floats:
    """Logarithms of the probabilities of `SPEEDS`; the mean over the networks."""
    outputs = np.array([network.outputs(values) for network in fitted(Network, "speeds")])
    return np.asarray(np.mean(outputs - np.logaddexp.reduce(outputs, axis=-1, keepdims=True), axis=0))


def listen(sound: Samples, rate: int) -> Floats | None:
    """Logarithms of the probabilities of `SPEEDS` for a sound at a rate, in Hz; None where nothing tells."""
    values = features(sound, rate)
    return None if values is None else scores(values)
