"""Measures how far speech lies above the noise behind it, and finds speech that is hard to understand.

Noise is told from music, tones and gated silence by what only noise does: in its quietest moments the power
of each band varies by chance as that of random noise does, neither more nor less.

Pure functions: a recording in, numbers and findings out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sambanova.findings import Finding
from sambanova.recording import Recording

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Spectra:
    """What is measured.

    seconds: of a window, in which speech hardly changes. most: windows, spread over the recording.
    min_count: windows of the shortest recording that is judged. lowest, highest: Hz; the band of a
    telephone (ITU-T G.712), which carries what is needed to understand speech. bands: in it.
    quiet: share of the windows, the quietest, that hold noise alone. around: bins on each side, over which
    their spectrum is averaged. heard_db: over the noise, from which on a window holds speech.
    min_heard, max_heard: share of those; speech pauses, and tones do not.
    """

    seconds: float = 0.032
    most: int = 1500
    min_count: int = 80
    lowest: float = 300.0
    highest: float = 3400.0
    bands: int = 10
    quiet: float = 0.2
    around: int = 3
    heard_db: float = 3.0
    min_heard: float = 0.05
    max_heard: float = 0.9


@dataclass(frozen=True, slots=True)
class _Random:
    """When what is behind the speech is random noise.

    min_variation, max_variation: of the bands in the quiet windows, relative to that of random noise, in the
    median. max_any: in every band. Of 1,320 noisy recordings made for it, 95 % have 0.79 to 1.01, and 1.55.
    max_periodic: share of the quiet windows with a pitch; more is music.
    """

    min_variation: float = 0.6
    max_variation: float = 1.15
    max_any: float = 1.8
    max_periodic: float = 0.15


@dataclass(frozen=True, slots=True)
class _Voiced:
    """When there is a voice.

    lowest, highest: Hz, of its pitch. periodicity: autocorrelation of a window with a pitch.
    min_share: of the windows with sound over the noise that have one. most: windows that are examined.
    max_line_db: of the mean spectrum over the `near` bins on each side; more is a tone.
    """

    lowest: float = 70.0
    highest: float = 400.0
    periodicity: float = 0.4
    min_share: float = 0.3
    most: int = 300
    max_line_db: float = 9.0
    near: int = 7


_SPECTRA = _Spectra()
_RANDOM = _Random()
_VOICED = _Voiced()

# Signal-to-noise ratio of the windows with speech, dB. Half of the words of sentences are understood at -5 dB
# over all windows, which is about 2 dB over those that are louder than the noise, and nearly all at 8 dB.
_NOISY_DB = 6.0
_VERY_NOISY_DB = 3.0
_AUDIBLE_DBFS = -65.0  # softer noise is not what makes speech hard to understand


@dataclass(frozen=True, slots=True)
class Noise:
    """The noise behind speech, in the telephone band; both are None where there is none.

    noise_dbfs: its level. snr_db: level of the speech alone relative to it.
    """

    noise_dbfs: float | None
    snr_db: float | None


UNKNOWN = Noise(None, None)
"""No speech, or no noise behind it."""


def find(noise: Noise) -> Iterator[Finding]:
    """The finding `noisy`, if noise makes the speech hard to understand."""
    if noise.snr_db is None or noise.noise_dbfs is None:
        return
    if noise.snr_db >= _NOISY_DB or noise.noise_dbfs < _AUDIBLE_DBFS:
        return
    yield Finding(
        "noisy",
        "warning" if noise.snr_db < _VERY_NOISY_DB else "info",
        f"The speech lies only {noise.snr_db:.0f} dB above the noise ({noise.noise_dbfs:.0f} dBFS): "
        "it is hard to understand.",
        "Bring the microphone nearer to the mouth, or turn on noise suppression where the sound is recorded.",
    )


def measure(recording: Recording) -> Noise:
    """The noise behind the speech of a recording; unknown if there is no speech, or no noise behind it.

    Music, tones, and what a noise gate leaves are no noise.
    """
    size = max(16, round(_SPECTRA.seconds * recording.sample_rate))
    count = min(_SPECTRA.most, recording.frame_count // size)
    if count < _SPECTRA.min_count or recording.sample_rate < 2 * _SPECTRA.highest:
        return UNKNOWN
    windows = _windows(recording, size, count)
    shape = np.hanning(size)
    power = np.abs(np.fft.rfft(windows * shape, axis=1)) ** 2 * (2 / size / np.sum(shape**2))
    first = math.ceil(_SPECTRA.lowest / recording.sample_rate * size)
    band = power[:, first : math.floor(_SPECTRA.highest / recording.sample_rate * size)]
    quiet = np.argsort(band.sum(axis=1))[: round(_SPECTRA.quiet * count)]
    level = float(band[quiet].sum(axis=1).mean())
    if level <= 0:
        return UNKNOWN
    # Relative to the noise, all frequencies count alike, as they do for who listens.
    spectrum = _smoothed(band[quiet].mean(axis=0))
    relative = (band / spectrum).mean(axis=1)
    heard = np.flatnonzero(relative > 10 ** (_SPECTRA.heard_db / 10))
    if not _SPECTRA.min_heard <= len(heard) / count <= _SPECTRA.max_heard:
        return UNKNOWN
    if not _is_random(band[quiet]):
        return UNKNOWN
    rate = recording.sample_rate
    if _periodic_share(windows[quiet], rate, first, spectrum) > _RANDOM.max_periodic:
        return UNKNOWN
    if _periodic_share(windows[heard], rate, first, spectrum) < _VOICED.min_share:
        return UNKNOWN
    if _line_db((band[heard] / spectrum).mean(axis=0)) > _VOICED.max_line_db:
        return UNKNOWN
    snr = float(relative[heard].mean()) - 1
    return Noise(round(10 * math.log10(level), 1), round(10 * math.log10(snr), 1))


def _smoothed(spectrum: Floats) -> Floats:
    """A spectrum averaged over the bins around each."""
    width = 2 * _SPECTRA.around + 1
    padded = np.pad(spectrum, _SPECTRA.around, mode="edge")
    means: Floats = np.lib.stride_tricks.sliding_window_view(padded, width).mean(axis=1)
    return means + 1e-20


def _windows(recording: Recording, size: int, count: int) -> Floats:
    """Windows of the loudest channel, spread over the recording; windows x frames."""
    starts = np.linspace(0, recording.frame_count - size, count).astype(int).tolist()
    frames = recording.windows(starts, size).astype(np.float64)
    loudest = int(np.argmax(np.einsum("wfc,wfc->c", frames, frames)))
    windows: Floats = frames[:, :, loudest]
    return windows


def _is_random(power: Floats) -> bool:
    """Whether power spectra vary as those of random noise do. power: windows x bins."""
    edges = np.unique(np.geomspace(1, power.shape[1] + 1, _SPECTRA.bands + 1).round().astype(int)) - 1
    bands = np.add.reduceat(power, edges[:-1], axis=1)
    counts = np.diff(edges)
    # With a Hann window the powers of neighbouring bins correlate by 4/9, of those next to them by 1/36.
    pairs = 2 * np.maximum(counts - 1, 0) * 4 / 9 + 2 * np.maximum(counts - 2, 0) / 36
    by_chance = np.sqrt(counts + pairs) / counts
    variation = bands.std(axis=0) / (bands.mean(axis=0) + 1e-20) / by_chance
    is_usual = _RANDOM.min_variation <= float(np.median(variation)) <= _RANDOM.max_variation
    return is_usual and float(variation.max()) <= _RANDOM.max_any


def _line_db(spectrum: Floats) -> float:
    """By how many dB the strongest frequency of a power spectrum is stronger than those around it."""
    padded = np.pad(spectrum, _VOICED.near, mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _VOICED.near + 1)
    return 10 * math.log10(float((spectrum / np.median(around, axis=1)).max()))


def _periodic_share(windows: Floats, rate: int, first: int, noise: Floats) -> float:
    """The share of some windows that have the pitch of a voice.

    windows: windows x frames. first: bin of the lowest frequency of `noise`, the spectrum that is made flat.
    """
    some = windows[:: max(1, len(windows) // _VOICED.most)]
    size = some.shape[1]
    shape = np.hanning(size)
    power = np.abs(np.fft.rfft(some * shape, 2 * size, axis=1)) ** 2
    flat = np.zeros(power.shape[1])
    flat[2 * first : 2 * (first + len(noise))] = np.repeat(1 / noise, 2)
    lags = np.fft.irfft(power * flat, axis=1)
    of_shape = np.fft.irfft(np.abs(np.fft.rfft(shape, 2 * size)) ** 2)
    shortest, longest = round(rate / _VOICED.highest), min(round(rate / _VOICED.lowest), size // 2)
    strongest = (lags[:, shortest:longest] / of_shape[shortest:longest]).max(axis=1)
    return float(np.mean(strongest >= _VOICED.periodicity * lags[:, 0] / of_shape[0]))
