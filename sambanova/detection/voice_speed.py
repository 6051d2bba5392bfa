"""Estimates whether a voice is played too fast or too slow, as it is at a wrong sample rate.

At a sample rate that is too high, pitch and formants rise and syllables become shorter. Each of these
differs between speakers; together they hardly do. Frequencies above 3.7 kHz are not used, as they depend
on the filters of the recording, which are a poor sign of its rate. `tools/findings/fit_speed.py` fits the
networks to public recordings. Sound without a voice counts as correct.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from sambanova.detection.networks import Network, fitted
from sambanova.detection.samples import Floats

Samples = NDArray[np.float32]

SPEEDS = np.array([-2.5, -1.585, -1.0, -0.52, 0.0, 0.52, 1.0, 1.585, 2.5])
"""Octaves by which a voice may be too fast: the ratios of the usual sample rates."""

_MIN_RATE = 8000  # Hz
_MAX_SECONDS = 12.0  # of sound that is examined


@dataclass(frozen=True, slots=True)
class _Pauses:
    """What is left out as a pause.

    block_seconds: length of the blocks that are kept or left out. kept_blocks: at each end of a pause.
    loud_quantile: of the energies, taken as loud. min_energy: relative to that; less is a pause.
    """

    block_seconds: float = 0.1
    kept_blocks: int = 2
    loud_quantile: float = 0.95
    min_energy: float = 1e-3


@dataclass(frozen=True, slots=True)
class _Spectra:
    """Which spectra and which of their bands the features are made of.

    The networks are fitted to these values: whoever changes one must fit them again.

    hop_seconds: between spectra. long_seconds: length of those for the pitch; half of it is for the bands.
    min_count: spectra that are no pause. lags: hops over which changes of level are measured.
    group: adjacent bands whose level is averaged. coefficients: of the cepstrum.
    max_pitch_frequency: Hz, of the sound in which a pitch is searched.
    min_periodicity: autocorrelation from which there is a pitch.
    """

    hop_seconds: float = 0.016
    long_seconds: float = 0.064
    min_count: int = 64
    lags: tuple[int, ...] = (1, 2, 4, 8, 16, 32)
    group: int = 9
    coefficients: int = 12
    max_pitch_frequency: float = 1500.0
    min_periodicity: float = 0.25


_PAUSES = _Pauses()
_SPECTRA = _Spectra()
_BANDS = np.geomspace(70, 3700, 37)  # Hz; edges of the bands
_PITCHES = np.geomspace(50, 800, 25)  # Hz; edges of the bins of the pitch


def features(sound: Samples, rate: int) -> Floats | None:
    """The 141 inputs of the networks, of the order of 1; None if there is too little sound.

    sound: mono. rate: Hz.
    """
    long, hop = round(_SPECTRA.long_seconds * rate), round(_SPECTRA.hop_seconds * rate)
    if rate < _MIN_RATE or len(sound) < long + _SPECTRA.min_count * hop:
        return None
    kept = _without_pauses(sound, rate)
    if len(kept) < long + _SPECTRA.min_count * hop:
        return None
    frames = sliding_window_view(kept, long)[::hop]
    frames = frames - frames.mean(axis=1, keepdims=True)
    short = long // 2
    power = np.abs(np.fft.rfft(frames[:, long // 4 :][:, :short] * np.hanning(short), axis=1)) ** 2
    total = power.sum(axis=1)
    loud = float(np.quantile(total, _PAUSES.loud_quantile))
    sounding = total > _PAUSES.min_energy * loud
    if np.count_nonzero(sounding) < _SPECTRA.min_count:
        return None
    floor = loud / power.shape[1]
    bands = _band_means(power, rate / short)
    levels = np.log10(bands + 1e-7 * floor)[sounding]
    relative = levels - levels.mean(axis=1, keepdims=True)
    cosines = np.cos(
        np.outer(np.arange(1, _SPECTRA.coefficients + 1), np.arange(bands.shape[1]) + 0.5)
        * np.pi
        / bands.shape[1]
    )
    cepstrum = levels @ cosines.T / bands.shape[1]
    courses = [np.log10(np.maximum(total, 1e-4 * loud))]
    for first in range(0, bands.shape[1], _SPECTRA.group):
        group = bands[:, first : first + _SPECTRA.group]
        courses.append(np.log10(group.mean(axis=1) + 1e-6 * floor))
    changes = [np.abs(course[lag:] - course[:-lag]).mean() for course in courses for lag in _SPECTRA.lags]
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
    """The first `_MAX_SECONDS` with long pauses shortened, as one side of a call is mostly silent."""
    block = max(1, int(_PAUSES.block_seconds * rate))
    table = sound[: len(sound) // block * block].reshape(-1, block)
    power = np.einsum("bn,bn->b", table, table)
    sounding = power > _PAUSES.min_energy * np.quantile(power, _PAUSES.loud_quantile)
    near = np.convolve(sounding, np.ones(2 * _PAUSES.kept_blocks + 1), "same") > 0
    return table[near][: int(_MAX_SECONDS / _PAUSES.block_seconds)].reshape(-1)


def _band_means(power: Floats, width: float) -> Floats:
    """The mean power in each band, spectra x bands. width: Hz of a bin."""
    first = np.minimum(np.floor(_BANDS[:-1] / width).astype(int), power.shape[1] - 1)
    last = np.clip(np.ceil(_BANDS[1:] / width).astype(int), first + 1, power.shape[1])
    sums = np.cumsum(np.pad(power, ((0, 0), (1, 0))), axis=1)
    return np.asarray((sums[:, last] - sums[:, first]) / (last - first))


def _pitch(frames: Floats, rate: int) -> Floats:
    """The histogram of the pitch in 24 bins, and the mean and standard deviation of its clearness."""
    length = frames.shape[1]
    spectrum = np.abs(np.fft.rfft(frames * np.hanning(length), axis=1))
    spectrum[:, int(_SPECTRA.max_pitch_frequency * length / rate) :] = 0
    correlations = np.fft.irfft(spectrum, length, axis=1)
    shortest, longest = int(rate / _PITCHES[-1]), min(int(rate / _PITCHES[0]), length // 2 - 1)
    periods = correlations[:, shortest:longest] / (correlations[:, :1] + 1e-12)
    clearness = periods.max(axis=1)
    pitches = rate / (periods.argmax(axis=1) + shortest)
    weights = clearness * (clearness > _SPECTRA.min_periodicity)
    histogram, _ = np.histogram(pitches, _PITCHES, weights=weights)
    return np.concatenate([histogram / len(frames), [clearness.mean(), clearness.std()]])


def scores(values: Floats) -> Floats:
    """Natural logarithms of the probabilities of `SPEEDS`: the mean of the networks."""
    outputs = np.array([network.outputs(values) for network in fitted(Network, "speeds")])
    return np.asarray(np.mean(outputs - np.logaddexp.reduce(outputs, axis=-1, keepdims=True), axis=0))


def listen(sound: Samples, rate: int) -> Floats | None:
    """Natural logarithms of the probabilities of `SPEEDS`; None if there is too little sound.

    sound: mono. rate: Hz.
    """
    values = features(sound, rate)
    return None if values is None else scores(values)
