"""A guess of the sample rate from the samples alone.

Headerless samples do not say how fast they were taken. Hints are: the frequencies that were cut off before
(telephone, Opus, MP3, resamplers), where a voice has its energy, how fast syllables follow one another, and
whether the buffer is a whole number of packets or seconds. A small network weighs all but the last
(`tools/detection/fit.py`). The answer is always a guess. Frequencies here are in cycles a sample.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sambanova.detection.networks import Network, fitted, weights
from sambanova.detection.rate_clues import (
    HUM,
    NO_CLUES,
    RateClues,
    chunk_evidence,
    duration_evidence,
    hum_evidence,
)
from sambanova.detection.samples import Bytes, Floats, family_of, to_samples
from sambanova.encodings import ENCODINGS

RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Hz: what sound is sampled at in practice."""

NEIGHBOURS = {44100: 48000, 48000: 44100, 22050: 24000, 24000: 22050}
"""Rates so close that neither ear nor signal can tell them apart reliably."""

PRIOR = {8000: 0.12, 16000: 0.19, 22050: 0.09, 24000: 0.13, 32000: 0.09, 44100: 0.14, 48000: 0.24}
"""How often voice apps use a rate, by assumption, and pulled half-way to equal shares, as some apps
differ."""

PRIOR_G711 = {8000: 0.64, 16000: 0.06, 22050: 0.06, 24000: 0.06, 32000: 0.06, 44100: 0.06, 48000: 0.06}
"""The same for G.711, which is nearly always telephone sound (RFC 3551 defines it at 8 kHz alone)."""

LENGTHS_IN_SECONDS = {1.0: 0.12, 0.25: 0.06, 0.1: 0.06, 0.02: 0.10, 0.01: 0.06}
LENGTHS_IN_FRAMES = {1024: 0.10, 1000: 0.05, 128: 0.15, 1: 0.30}
"""Share of buffers that are a whole number of these, by assumption: tests record whole seconds, voice apps
append packets of 10 or 20 ms, audio callbacks deliver powers of two, some tools cut after a round number of
samples, and many buffers have any length."""

MAX_LENGTH_EVIDENCE = 3.5
"""Largest effect of the length, as a natural logarithm of odds (33 to 1): a round length can be chance."""


class _Spectra(NamedTuple):
    """What is measured of the sound. The weights are fitted with these values: after a change, fit again."""

    frame: int = 2048
    """Samples of a spectrum: 43 ms at 48 kHz, 256 ms at 8 kHz."""
    max_frames: int = 120
    """Spectra taken, spread over the buffer."""
    quiet_db: float = 30.0
    """Spectra this far below the loudest are left out."""
    block: int = 128
    """Samples of one value of the envelope."""
    max_blocks: int = 1500
    """Values of the envelope: 4 s at 48 kHz, 24 s at 8 kHz."""


SPECTRA = _Spectra()


class Sound(NamedTuple):
    """Headerless bytes under one reading."""

    raw: Bytes
    encoding: str
    channels: int
    offset: int
    """Bytes before the first frame."""

    def frames(self) -> Bytes:
        """Frames x bytes of a frame, without copying."""
        size = ENCODINGS[self.encoding].sample_width * self.channels
        whole = (len(self.raw) - self.offset) // size * size
        return self.raw[self.offset : self.offset + whole].reshape(-1, size)


# ---------------------------------------------------------------- features


def stretches(sound: Sound) -> Floats:
    """Stretches of `SPECTRA.frame` samples of the louder channel, spread over the buffer."""
    frames = sound.frames()
    if len(frames) <= SPECTRA.frame:
        samples = to_samples(frames.reshape(-1), sound.encoding).reshape(-1, sound.channels)
        cut: Floats = np.zeros((1, SPECTRA.frame, sound.channels))
        cut[0, : len(samples)] = samples
    else:
        count = min(SPECTRA.max_frames, (len(frames) - SPECTRA.frame) // (SPECTRA.frame // 2) + 1)
        starts = np.linspace(0, len(frames) - SPECTRA.frame, count).astype(int)
        picked = sliding_window_view(frames, SPECTRA.frame, axis=0)[starts].transpose(0, 2, 1)
        samples = to_samples(np.ascontiguousarray(picked).reshape(-1), sound.encoding)
        cut = samples.reshape(count, SPECTRA.frame, sound.channels)
    power = cut.var(axis=1).sum(axis=0)
    return np.ascontiguousarray(cut[:, :, int(np.argmax(power))])


def envelope(sound: Sound) -> Floats:
    """log10 of the energy of blocks of 128 samples, of the first channel in the buffer's middle."""
    frames = sound.frames()
    blocks = min(len(frames) // SPECTRA.block, SPECTRA.max_blocks)
    start = (len(frames) - blocks * SPECTRA.block) // 2
    width = ENCODINGS[sound.encoding].sample_width
    part = np.ascontiguousarray(frames[start : start + blocks * SPECTRA.block, :width]).reshape(-1)
    energy = to_samples(part, sound.encoding).reshape(blocks, SPECTRA.block).var(1)
    return np.asarray(np.log10(energy + 1e-9))


def spectra(cut: Floats) -> Floats:
    """Power spectra of the stretches that are not quiet, stretches x (SPECTRA.frame / 2 + 1)."""
    centred = cut - cut.mean(1, keepdims=True)
    power = np.abs(np.fft.rfft(centred * np.hanning(SPECTRA.frame), axis=1)) ** 2
    energy = power.sum(1)
    return np.asarray(power[energy >= energy.max() * 10 ** (-SPECTRA.quiet_db / 10)])


def _bands(edges: Floats) -> list[tuple[int, int]]:
    """First and last bin of the bands between edges in cycles a sample."""
    first, last = (
        np.floor(edges[:-1] * SPECTRA.frame).astype(int),
        np.ceil(edges[1:] * SPECTRA.frame).astype(int),
    )
    return [(int(a), max(int(a) + 1, int(b))) for a, b in zip(first, last, strict=True)]


LINEAR_BANDS = _bands(np.linspace(0.05, 0.5, 46))
"""For cut-offs: 4 kHz at 48 kHz is .083, Opus wideband .167, MP3 .33, soxr at any rate .46."""

EDGE_BANDS = _bands(np.linspace(0.40, 0.5, 21))
"""For the flanks of anti-alias filters."""

LOG_BANDS = _bands(np.geomspace(0.0012, 0.5, 49))
"""For pitch and formants: half the rate moves a voice up by a fixed number of bands."""

MOVEMENT_BANDS = _bands(np.geomspace(0.002, 0.45, 11))
"""For how much the level of each band varies."""


def _decibels(power: Floats, bands: list[tuple[int, int]], floor: float) -> Floats:
    """Mean power of the bands in dB under the strongest bin, not below `floor`."""
    means = np.array([power[a:b].mean() for a, b in bands])
    return np.asarray(np.maximum(10 * np.log10(means / max(float(power.max()), 1e-30) + 1e-30), floor))


def movement(power: Floats) -> Floats:
    """Standard deviation of each band's log power over the stretches, 10 bands."""
    if len(power) < 4:
        return np.zeros(len(MOVEMENT_BANDS))
    level = np.stack([np.log10(power[:, a:b].mean(1) + 1e-20) for a, b in MOVEMENT_BANDS], 1)
    return np.asarray(np.std(level, axis=0))


def fluctuation(levels: Floats) -> Floats:
    """Mean change of the envelope over 1, 2, 4 ... 512 blocks: a syllable takes 0.1 to 0.3 s."""
    changes = np.zeros(10)
    for power in range(10):
        lag = 1 << power
        if len(levels) > lag:
            changes[power] = np.mean(np.abs(levels[lag:] - levels[:-lag]))
    return changes


def rate_features(sound: Sound) -> Floats:
    """The inputs of the network: 136 numbers of the order of one."""
    power = spectra(stretches(sound))
    mean = power.mean(0)
    family = family_of(sound.encoding)
    length = (np.log2(max(len(sound.frames()), 1)) - 15) / 2
    return np.concatenate(
        [
            _decibels(mean, LINEAR_BANDS, -95) / 15,
            _decibels(mean, EDGE_BANDS, -110) / 15,
            _decibels(mean, LOG_BANDS, -75) / 15,
            movement(power),
            fluctuation(envelope(sound)),
            [length, family == "g711", family == "8bit"],
        ]
    )


def length_evidence(frames: int) -> Floats:
    """Natural logarithm of the probability of a buffer of `frames` frames at each of `RATES`.

    A buffer of 22050 frames is exactly one second at 22.05 kHz and not a round length at 24 kHz.
    """
    chances = []
    for rate in RATES:
        chance = 0.0
        for seconds, share in LENGTHS_IN_SECONDS.items():
            number = round(frames / (rate * seconds))
            if number > 0 and frames == int(number * rate * seconds):
                chance += share * seconds
        for grain, share in LENGTHS_IN_FRAMES.items():
            if frames % grain == 0:
                chance += share * grain / rate
        chances.append(chance)
    logs = np.log(chances)
    return np.asarray(np.maximum(logs, logs.max() - MAX_LENGTH_EVIDENCE))


# ---------------------------------------------------------------- the network


def network_scores(features: Floats) -> Floats:
    """Log-probabilities of `RATES`, the mean over the fitted networks."""
    scores = np.mean([network.outputs(features) for network in fitted(Network, "rates")], axis=0)
    return np.asarray(scores * float(weights()["rates/temperature"]))


def combine(scores: Floats, frames: int, encoding: str) -> Floats:
    """Probabilities of `RATES` from the networks' scores, the buffer's length and the prior."""
    prior = PRIOR_G711 if ENCODINGS[encoding].is_g711 else PRIOR
    logs = scores + length_evidence(frames) + np.log([prior[rate] for rate in RATES])
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


def guess_rates(sound: Sound, clues: RateClues = NO_CLUES) -> list[tuple[int, float]]:
    """All `RATES` with their probabilities, the most likely first."""
    frames = sound.frames()
    scores = network_scores(rate_features(sound)) + _clue_evidence(frames, clues)
    shares = combine(scores, len(frames), sound.encoding)
    if RATES[int(np.argmax(shares))] in NEIGHBOURS:  # the hum takes as long as all before
        shares = combine(scores + hum_evidence(_first_channel(sound), RATES), len(frames), sound.encoding)
    return [(RATES[i], float(shares[i])) for i in np.argsort(-shares, kind="stable")]


def _clue_evidence(frames: Bytes, clues: RateClues) -> Floats:
    """Natural logarithm of the likelihood of the clues at each of `RATES`."""
    evidence = np.zeros(len(RATES))
    if clues.chunk_bytes and clues.chunk_bytes % frames.shape[1] == 0:
        evidence += chunk_evidence(clues.chunk_bytes // frames.shape[1], RATES)
    if clues.seconds > 0:
        evidence += duration_evidence(len(frames), clues.seconds, RATES)
    return evidence


def _first_channel(sound: Sound) -> Floats:
    """Samples of the first channel, from the middle of a long buffer."""
    frames, width = sound.frames(), ENCODINGS[sound.encoding].sample_width
    start = max(0, (len(frames) - HUM.max_frames) // 2)
    return to_samples(
        np.ascontiguousarray(frames[start : start + HUM.max_frames, :width]).ravel(), sound.encoding
    )


def length_in_words(frames: int, rate: int) -> str | None:
    """How long `frames` frames last when that is a round number: "exactly 2.5 s"; None otherwise."""
    for seconds in LENGTHS_IN_SECONDS:
        number = round(frames / (rate * seconds))
        if number > 0 and frames == int(number * rate * seconds):
            return (
                f"exactly {number * seconds:g} s"
                if seconds > 0.02
                else f"a whole number of {seconds * 1000:g} ms"
            )
    return None
