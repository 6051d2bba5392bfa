"""A guess of the sample rate from the samples alone.

Nothing in headerless samples says how fast they were taken. What hints at it: where the sound was cut off
before (telephone, Opus, MP3, resamplers), where a voice has its energy, how fast it comes and goes, and
whether the buffer is a whole number of packets or seconds. Frequencies here are in cycles a sample. The
answer is always a guess; `tools/detection/fit.py` fits the small network that makes it, from public
recordings.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sambanova.detection.features import LAYOUTS, Bytes, Floats, to_samples
from sambanova.detection.model import RATE_NETWORKS, RATE_TEMPERATURE
from sambanova.detection.networks import Network, unpack

RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Hz: what sound is sampled at in practice."""

NEIGHBOURS = {44100: 48000, 48000: 44100, 22050: 24000, 24000: 22050}
"""Rates so close that the ear, and the signal, hardly tell them apart."""

FRAME = 2048
"""Samples of a spectrum: 43 ms at 48 kHz, 256 ms at 8 kHz."""

MOST_FRAMES = 120
"""Spectra taken, spread over the buffer."""

QUIET_DB = 30.0
"""Stretches this far below the loudest say nothing."""

BLOCK = 128
"""Samples of one value of the envelope."""

MOST_BLOCKS = 1500
"""Blocks of envelope: 4 s at 48 kHz, 24 s at 8 kHz."""

PRIOR = {8000: 0.12, 16000: 0.19, 22050: 0.09, 24000: 0.13, 32000: 0.09, 44100: 0.14, 48000: 0.24}
"""How often voice apps use a rate, by assumption, pulled half-way to "all alike" as some are different."""

PRIOR_G711 = {8000: 0.64, 16000: 0.06, 22050: 0.06, 24000: 0.06, 32000: 0.06, 44100: 0.06, 48000: 0.06}
"""The same for G.711, which is nearly always telephone sound (RFC 3551 has it at 8 kHz alone)."""

LENGTHS_IN_SECONDS = {1.0: 0.12, 0.25: 0.06, 0.1: 0.06, 0.02: 0.10, 0.01: 0.06}
LENGTHS_IN_FRAMES = {1024: 0.10, 1000: 0.05, 128: 0.15, 1: 0.30}
"""How often a buffer is a whole number of these, by assumption: people record whole seconds, voice
apps append packets of 10 or 20 ms, audio callbacks deliver powers of two, somebody cuts after a round
number of samples, and many are of any length."""

MOST_FROM_LENGTH = 3.5
"""What the length may weigh at most, as a natural logarithm: a round length can be chance, 33 to 1."""


class Sound(NamedTuple):
    """Headerless bytes under one reading."""

    raw: Bytes
    encoding: str
    channels: int
    offset: int
    """Bytes before the first frame."""

    def frames(self) -> Bytes:
        """Frames x bytes of a frame, without copying."""
        size = LAYOUTS[self.encoding].width * self.channels
        whole = (len(self.raw) - self.offset) // size * size
        return self.raw[self.offset : self.offset + whole].reshape(-1, size)


# ---------------------------------------------------------------- features


def stretches(sound: Sound) -> Floats:
    """Up to `MOST_FRAMES` stretches of `FRAME` samples of the louder channel, spread over the buffer."""
    frames = sound.frames()
    if len(frames) <= FRAME:
        samples = to_samples(frames.reshape(-1), sound.encoding).reshape(-1, sound.channels)
        cut = np.zeros((1, FRAME, sound.channels))
        cut[0, : len(samples)] = samples
    else:
        count = min(MOST_FRAMES, (len(frames) - FRAME) // (FRAME // 2) + 1)
        starts = np.linspace(0, len(frames) - FRAME, count).astype(int)
        picked = sliding_window_view(frames, FRAME, axis=0)[starts].transpose(0, 2, 1)
        samples = to_samples(np.ascontiguousarray(picked).reshape(-1), sound.encoding)
        cut = samples.reshape(count, FRAME, sound.channels)
    power = cut.var(axis=1).sum(axis=0)
    return np.ascontiguousarray(cut[:, :, int(np.argmax(power))])


def envelope(sound: Sound) -> Floats:
    """log10 of the energy of blocks of 128 samples, of the first channel in the buffer's middle."""
    frames = sound.frames()
    blocks = min(len(frames) // BLOCK, MOST_BLOCKS)
    start = (len(frames) - blocks * BLOCK) // 2
    width = LAYOUTS[sound.encoding].width
    part = np.ascontiguousarray(frames[start : start + blocks * BLOCK, :width]).reshape(-1)
    energy = to_samples(part, sound.encoding).reshape(blocks, BLOCK).var(1)
    return np.asarray(np.log10(energy + 1e-9))


def spectra(cut: Floats) -> Floats:
    """Power spectra of the stretches that are not quiet, stretches x (FRAME/2 + 1)."""
    centred = cut - cut.mean(1, keepdims=True)
    power = np.abs(np.fft.rfft(centred * np.hanning(FRAME), axis=1)) ** 2
    energy = power.sum(1)
    return np.asarray(power[energy >= energy.max() * 10 ** (-QUIET_DB / 10)])


def _bands(edges: Floats) -> list[tuple[int, int]]:
    """First and last bin of the bands between edges in cycles a sample."""
    first, last = np.floor(edges[:-1] * FRAME).astype(int), np.ceil(edges[1:] * FRAME).astype(int)
    return [(int(a), max(int(a) + 1, int(b))) for a, b in zip(first, last, strict=True)]


LINEAR_BANDS = _bands(np.linspace(0.05, 0.5, 46))
"""For the cut-offs: 4 kHz in 48 kHz is at .083, Opus wideband .167, MP3 .33, soxr in any rate .46."""

EDGE_BANDS = _bands(np.linspace(0.40, 0.5, 21))
"""For the flanks of anti-alias filters."""

LOG_BANDS = _bands(np.geomspace(0.0012, 0.5, 49))
"""For pitch and formants: halving the rate moves a voice up by a fixed number of bands."""

MOVEMENT_BANDS = _bands(np.geomspace(0.002, 0.45, 11))


def _decibels(power: Floats, bands: list[tuple[int, int]], floor: float) -> Floats:
    """Mean power of the bands in dB under the strongest bin, at least `floor`."""
    means = np.array([power[a:b].mean() for a, b in bands])
    return np.asarray(np.maximum(10 * np.log10(means / max(float(power.max()), 1e-30) + 1e-30), floor))


def movement(power: Floats) -> Floats:
    """Standard deviation of each band's log power over the stretches, 10 bands."""
    if len(power) < 4:
        return np.zeros(len(MOVEMENT_BANDS))
    level = np.stack([np.log10(power[:, a:b].mean(1) + 1e-20) for a, b in MOVEMENT_BANDS], 1)
    return np.asarray(np.std(level, axis=0))


def fluctuation(levels: Floats) -> Floats:
    """Mean change of the envelope over 1, 2, 4 ... 512 blocks: syllables come and go in 0.1 to 0.3 s."""
    changes = np.zeros(10)
    for power in range(10):
        lag = 1 << power
        if len(levels) > lag:
            changes[power] = np.mean(np.abs(levels[lag:] - levels[:-lag]))
    return changes


def rate_features(sound: Sound) -> Floats:
    """What the network sees: 136 numbers of the order of one."""
    power = spectra(stretches(sound))
    mean = power.mean(0)
    family = LAYOUTS[sound.encoding].family
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
    """log of how likely a buffer of so many frames is at each of `RATES`.

    A buffer of 22050 frames is exactly one second at 22.05 kHz and no round length at 24 kHz.
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
    return np.asarray(np.maximum(logs, logs.max() - MOST_FROM_LENGTH))


# ---------------------------------------------------------------- the network


@lru_cache(maxsize=1)
def networks() -> tuple[Network, ...]:
    """The fitted networks, unpacked on first use; their outputs are log-probabilities of `RATES`."""
    return unpack(Network, RATE_NETWORKS)


def network_scores(features: Floats) -> Floats:
    """Mean log-probabilities of `RATES` over the networks."""
    return np.asarray(
        np.mean([network.outputs(features) for network in networks()], axis=0) * RATE_TEMPERATURE
    )


def combine(scores: Floats, frames: int, encoding: str) -> Floats:
    """Probabilities of `RATES` from the network's scores, the buffer's length and what is common."""
    prior = PRIOR_G711 if LAYOUTS[encoding].family == "g711" else PRIOR
    logs = scores + length_evidence(frames) + np.log([prior[rate] for rate in RATES])
    shares = np.exp(logs - logs.max())
    return np.asarray(shares / shares.sum())


def guess_rates(sound: Sound) -> list[tuple[int, float]]:
    """All `RATES` with their probabilities, the likeliest first."""
    shares = combine(network_scores(rate_features(sound)), len(sound.frames()), sound.encoding)
    return [(RATES[i], float(shares[i])) for i in np.argsort(-shares, kind="stable")]


def length_in_words(frames: int, rate: int) -> str | None:
    """How long so many frames last when that is a round number: "exactly 2.5 s"; None otherwise."""
    for seconds in (1.0, 0.25, 0.1, 0.02, 0.01):
        number = round(frames / (rate * seconds))
        if number > 0 and frames == int(number * rate * seconds):
            return (
                f"exactly {number * seconds:g} s"
                if seconds > 0.02
                else f"a whole number of {seconds * 1000:g} ms"
            )
    return None
