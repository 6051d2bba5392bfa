"""Intact recordings of the kinds that voice apps hold, made from the dry sounds of a split.

Each maker of `KINDS` is deterministic: the same generator and pool give the same recording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.random import Generator

from tools.detection.corpus import Samples
from tools.findings import processing
from tools.findings.material import APP_RATES, Origin, Pool, Sound
from tools.findings.processing import gain, level

Form = Literal["s16le", "wav", "mulaw", "webm"]

SHORTEST, LONGEST = 3.0, 20.0
"""Seconds of a recording; single utterances and natural recordings may be shorter."""

_SHORTEST_AS_IS = 2.0  # seconds of natural recordings that are stored as they are
_TELEPHONE_RATE = 8000


@dataclass(frozen=True, slots=True)
class Made:
    """A recording. frames: n x channels. right: codes of findings that are true of it."""

    frames: Samples
    rate: int
    right: frozenset[str] = field(default_factory=frozenset)
    form: Form | None = None
    """How it is stored, if the kind says."""


Maker = Callable[[Generator, Pool], Made]

# ---------------------------------------------------------------- helpers


def _duration(rng: Generator) -> float:
    """Seconds; short recordings are more frequent."""
    return float(SHORTEST + (LONGEST - SHORTEST) * rng.beta(1.0, 3.6))


def _rate_for(rng: Generator, *sounds: Sound) -> int:
    """A rate of apps that is not above that of the sounds."""
    lowest = min(sound.rate for sound in sounds)
    known = [rate for rate in APP_RATES if rate <= 1.1 * lowest]
    return int(rng.choice(known or [_TELEPHONE_RATE]))


def _right(rate: int, *sounds: Sound) -> frozenset[str]:
    """That sounds of a lower rate were resampled may be said."""
    return frozenset({"upsampled"}) if any(sound.rate <= 0.75 * rate for sound in sounds) else frozenset()


def _levelled(rng: Generator, frames: Samples, low: float = -12.0, high: float = -1.0) -> Samples:
    """Frames whose peak lies between two levels in dBFS."""
    return np.asarray(
        frames * (gain(rng.uniform(low, high)) / max(float(np.abs(frames).max()), 1e-6)), np.float32
    )


def _stretch(rng: Generator, frames: Samples, count: int) -> Samples:
    """`count` frames from somewhere inside, or all if there are fewer."""
    start = int(rng.integers(0, max(len(frames) - count, 0) + 1))
    return frames[start : start + count]


def _quiet_cut(frames: Samples, rate: int, count: int) -> Samples:
    """At most `count` frames from the start, cut where it is softest in the last third."""
    if len(frames) <= count:
        return frames
    size = int(0.02 * rate)
    levels = processing.frame_levels(frames[:count], size)
    first = len(levels) * 2 // 3
    return frames[: (first + int(np.argmin(levels[first:]))) * size + size // 2]


def _said(rng: Generator, pool: Pool, rate: int, seconds: float, sound: Sound | None = None) -> Samples:
    """One voice for about some seconds: an utterance, or several of one source with room noise between."""
    first = sound or pool.voice(rng)
    parts, length = [_levelled(rng, first.at(rate), -8, -3)], first.seconds
    floor = -rng.uniform(55, 75)
    while length < seconds:
        pause = processing.room_noise(rng, int(rng.uniform(0.15, 0.7) * rate), rate, floor)
        again = pool.of_source(rng, first.source).mono()
        parts += [pause, _levelled(rng, again.at(rate), -8, -3)]
        length += len(pause) / rate + again.seconds
    whole = np.concatenate(parts)
    return _stretch(rng, whole, int(seconds * rate)) if rng.random() < 0.5 else whole[: int(seconds * rate)]


def _pause(rng: Generator, rate: int, seconds: float, how: str) -> Samples:
    """A pause of zeros, or of room noise."""
    count = int(seconds * rate)
    if how == "zeros":
        return np.zeros((count, 1), np.float32)
    return processing.room_noise(rng, count, rate, -rng.uniform(45, 75))


def _voice_in_noise(rng: Generator, pool: Pool, low: float = 20.0, high: float = 45.0) -> tuple[Samples, int]:
    """A voice in room noise that is 20 to 45 dB softer, at a rate of apps."""
    sound = pool.voice(rng)
    rate = _rate_for(rng, sound)
    frames = _said(rng, pool, rate, _duration(rng), sound)
    noise = processing.room_noise(rng, len(frames), rate, 0.0)
    return frames + noise * (level(frames) * gain(-rng.uniform(low, high))), rate


# ---------------------------------------------------------------- kinds: speech as it is


def _as_is(origin: Origin) -> Maker:
    def make(rng: Generator, pool: Pool) -> Made:
        sound = pool.one(rng, origin, _SHORTEST_AS_IS)
        if sound.frames.shape[1] == 2 and rng.random() < 0.5:
            sound = sound.mono()
        rate = sound.rate if rng.random() < 0.6 and sound.rate in APP_RATES else _rate_for(rng, sound)
        frames = _stretch(rng, sound.at(rate), int(_duration(rng) * rate))
        return Made(_levelled(rng, frames), rate, _right(rate, sound))

    return make


_MOST_PROMPTS = 200  # that are tried for one recording


def _prompts(rng: Generator, pool: Pool) -> Made:
    """One prompt after the other, as a telephone system plays them."""
    first = pool.one(rng, "prompts")
    rate = first.rate if rng.random() < 0.7 and first.rate in APP_RATES else _rate_for(rng, first)
    until, parts = _duration(rng) * rate, [first.mono().at(rate)]
    last = first
    for _ in range(_MOST_PROMPTS):  # a source may have one prompt alone
        if sum(map(len, parts)) >= until:
            break
        following = pool.of_source(rng, first.source)
        if following is not last:  # else it would come twice
            parts.append(following.mono().at(rate))
        last = following
    return Made(_levelled(rng, np.concatenate(parts)[: int(LONGEST * rate)]), rate, _right(rate, first))


def _synthesized(origin: Origin) -> Maker:
    def make(rng: Generator, pool: Pool) -> Made:
        sound = pool.one(rng, origin)
        rate = sound.rate if rng.random() < 0.5 else _rate_for(rng, sound)
        return Made(_levelled(rng, sound.at(rate)[: int(LONGEST * rate)]), rate, _right(rate, sound))

    return make


def _whisper(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool, 35, 60)
    return Made(_levelled(rng, processing.whispered(rng, frames, rate), -20, -3), rate)


# ---------------------------------------------------------------- kinds: conversations


def _turns(rng: Generator, pool: Pool) -> Made:
    speakers = [pool.voice(rng), pool.voice(rng)]
    rate = _rate_for(rng, *speakers)
    how = str(rng.choice(["nothing", "zeros", "noise", "noise"]))
    parts: list[Samples] = []
    until = _duration(rng) * rate
    while sum(map(len, parts)) < until:
        speaker = speakers[len(parts) // 2 % 2]
        sound = pool.of_source(rng, speaker.source).mono() if len(parts) > 3 else speaker
        parts.append(
            _levelled(rng, _quiet_cut(sound.at(rate), rate, int(rng.uniform(0.8, 5) * rate)), -14, -3)
        )
        seconds = 0.0 if how == "nothing" else rng.uniform(0.05, 1.2)
        parts.append(_pause(rng, rate, seconds, how))
    return Made(np.concatenate(parts)[: int(LONGEST * rate)], rate, _right(rate, *speakers))


def _barge_in(rng: Generator, pool: Pool) -> Made:
    agent, caller = pool.voice(rng, 1.5), pool.voice(rng)
    rate = _rate_for(rng, agent, caller)
    spoken = _levelled(rng, _said(rng, pool, rate, rng.uniform(1.5, 6), agent), -8, -2)
    cut = int(rng.uniform(0.4, 0.95) * len(spoken))
    if rng.random() < 0.5:  # what was queued is thrown away in whole packets
        cut = max(1, cut // (rate // 50)) * (rate // 50)
    answer = _levelled(rng, _said(rng, pool, rate, rng.uniform(1.5, 6), caller), -14, -4)
    wait = _pause(rng, rate, rng.choice([0.0, rng.uniform(0.1, 2.0)]), str(rng.choice(["zeros", "noise"])))
    spoken = spoken[:cut]
    if rng.random() < 0.25:
        count = min(int(0.005 * rate), cut)
        spoken = np.concatenate(
            [spoken[:-count], spoken[-count:] * np.linspace(1, 0, count, dtype=np.float32)[:, None]]
        )
    again = _levelled(rng, _said(rng, pool, rate, rng.uniform(1, 4), agent), -8, -2)
    parts = [spoken, wait, answer, _pause(rng, rate, rng.uniform(0.1, 0.8), "zeros"), again]
    return Made(np.concatenate(parts)[: int(LONGEST * rate)], rate, _right(rate, agent, caller))


def _vad_joined(rng: Generator, pool: Pool) -> Made:
    sound = pool.voice(rng)
    rate = _rate_for(rng, sound)
    frames = _said(rng, pool, rate, _duration(rng) * 1.4, sound)
    noise = processing.room_noise(rng, len(frames), rate, -rng.uniform(45, 70))
    frames = _levelled(rng, frames + noise)
    size = int(rng.choice([0.01, 0.02, 0.03]) * rate)
    loud = processing.frame_levels(frames, size) > rng.uniform(0.08, 0.35) * level(frames)
    kept = processing.held(loud, int(rng.integers(0, 15)))
    if rng.random() < 0.5:
        kept = processing.held(kept[::-1], int(rng.integers(1, 10)))[::-1]
    joined = frames[np.repeat(kept, size)[: len(frames)]]
    return Made(joined if len(joined) > rate else frames, rate, _right(rate, sound))


def _muted(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    frames = _levelled(rng, frames)
    for _ in range(int(rng.integers(1, 4))):
        count = min(int(rng.uniform(0.5, 4.0) * rate), len(frames) // 4)
        start = int(rng.uniform(0.05, 0.9) * len(frames))
        if rng.random() < 0.5:
            start, count = start // (rate // 50) * (rate // 50), count // (rate // 50) * (rate // 50)
        frames[start : start + count] = 0
    return Made(frames, rate)


def _two_speakers(rng: Generator, pool: Pool) -> Made:
    left, right = pool.voice(rng), pool.voice(rng)
    rate = _rate_for(rng, left, right)
    count = int(_duration(rng) * rate)
    sides = []
    how = str(rng.choice(["zeros", "noise", "noise"]))
    for number, speaker in enumerate((left, right)):
        parts: list[Samples] = [_pause(rng, rate, number * rng.uniform(0.5, 3), how)]
        while sum(map(len, parts)) < count:
            parts.append(_levelled(rng, _said(rng, pool, rate, rng.uniform(0.8, 4), speaker), -14, -3))
            parts.append(_pause(rng, rate, rng.uniform(0.3, 3), how))
        sides.append(np.concatenate(parts)[:count])
    leak = rng.choice([0.0, rng.uniform(0, 0.3)])  # of one channel into the other
    both = np.concatenate([sides[0] + leak * sides[1], sides[1] + leak * sides[0]], 1)
    return Made(_levelled(rng, both), rate, _right(rate, left, right))


# ---------------------------------------------------------------- kinds: no speech


def _hold_music(rng: Generator, pool: Pool) -> Made:
    music, voice = pool.one(rng, "music"), pool.voice(rng)
    rate = min(_rate_for(rng, music, voice), 16000) if rng.random() < 0.6 else _rate_for(rng, music, voice)
    played = _levelled(rng, _stretch(rng, music.mono().at(rate), int(rng.uniform(1.5, 9) * rate)), -18, -4)
    if rng.random() < 0.3:
        count = min(int(rng.uniform(0.01, 0.5) * rate), len(played))
        played[-count:] *= np.linspace(1, 0, count, dtype=np.float32)[:, None]
    said = _levelled(rng, _said(rng, pool, rate, rng.uniform(1, 5), voice), -10, -2)
    wait = _pause(
        rng, rate, rng.choice([0.0, rng.uniform(0.05, 3)]), str(rng.choice(["zeros", "zeros", "noise"]))
    )
    order = [played, wait, said] if rng.random() < 0.7 else [said, played, wait]
    return Made(np.concatenate(order)[: int(LONGEST * rate)], rate, _right(rate, music, voice))


_CALL_TONES: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...] = (
    ((440, 480), (2, 4)), ((400, 450), (0.4, 0.2, 0.4, 2)), ((425,), (1, 4)),  # ringing: US, UK, Europe
    ((480, 620), (0.5, 0.5)), ((425,), (0.48, 0.48)), ((400,), (0.375, 0.375)),  # busy
    ((480, 620), (0.25, 0.25)), ((425,), (0.24, 0.24)),  # congestion
    ((350, 440), (20, 0)), ((425,), (20, 0)),  # dial tone
    ((950,), (0.33, 0.03)), ((1400,), (0.5, 15)), ((1000,), (1, 1)), ((440,), (0.3, 9.7)),  # others
)  # fmt: skip
"""Frequencies in Hz; seconds on and off, in turns."""

_DTMF = tuple((low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477, 1633))


def _tone(rng: Generator, frequencies: tuple[float, ...], seconds: float, rate: int) -> Samples:
    """A tone that begins and ends at once or within a few milliseconds."""
    times = np.arange(int(seconds * rate)) / rate
    sound = np.zeros(len(times))
    for frequency in frequencies:
        sound += np.sin(2 * np.pi * frequency * times + rng.uniform(0, 2 * np.pi)) / len(frequencies)
    ramp = int(rng.choice([0, 0, 0.002, 0.005, 0.02]) * rate)
    if 0 < ramp < len(times) // 2:
        sound[:ramp] *= np.linspace(0, 1, ramp)
        sound[-ramp:] *= np.linspace(1, 0, ramp)
    return np.asarray(sound[:, None], np.float32)


def _tones(rng: Generator, pool: Pool) -> Made:
    rate = int(rng.choice([8000, 8000, 16000, 48000]))
    count = int(_duration(rng) * rate)
    parts: list[Samples] = []
    if rng.random() < 0.4:
        on, off = rng.choice([0.04, 0.05, 0.1, rng.uniform(0.05, 0.3)], 2)
        for _ in range(int(rng.integers(3, 16))):
            parts += [
                _tone(rng, _DTMF[int(rng.integers(16))], on, rate),
                np.zeros((int(off * rate), 1), np.float32),
            ]
    else:
        frequencies, cadence = _CALL_TONES[int(rng.integers(len(_CALL_TONES)))]
        while sum(map(len, parts)) < count:
            for number, seconds in enumerate(cadence):
                silent = np.zeros((int(seconds * rate), 1), np.float32)
                parts.append(silent if number % 2 else _tone(rng, frequencies, seconds, rate))
    right: frozenset[str] = frozenset()
    tones = np.concatenate(parts)[:count]
    tones *= gain(-rng.uniform(4, 22))
    if rng.random() < 0.3:
        voice = pool.voice(rng)
        right = _right(rate, voice)
        tones = np.concatenate([tones, _levelled(rng, _said(rng, pool, rate, rng.uniform(1, 5), voice))])
    if rng.random() < 0.3:
        tones = tones + processing.room_noise(rng, len(tones), rate, -rng.uniform(50, 75))
    return Made(np.asarray(tones[: int(LONGEST * rate)], np.float32), rate, right)


def _clicks(rng: Generator, pool: Pool) -> Made:
    rate = int(rng.choice(APP_RATES))
    count = int(_duration(rng) * rate)
    period = 60 / rng.uniform(50, 200)
    is_regular = rng.random() < 0.6
    right: frozenset[str] = frozenset()
    sound = np.zeros((count, 1), np.float32)
    at, length = rng.uniform(0, 0.4), int(rng.uniform(0.002, 0.08) * rate)
    pitch = rng.uniform(300, min(4000, 0.4 * rate))
    while at * rate < count - length:
        times = np.arange(length) / rate
        ring = np.sin(2 * np.pi * pitch * times) if is_regular else rng.standard_normal(length) * 0.4
        shape = np.exp(-5 * np.arange(length) / length) * rng.uniform(0.5 if not is_regular else 0.95, 1)
        sound[int(at * rate) : int(at * rate) + length, 0] += ring * shape
        at += period if is_regular else float(rng.exponential(period) + 0.03)
    sound = _levelled(rng, sound, -14, -3)
    if rng.random() < 0.4:
        sound = sound + processing.room_noise(rng, count, rate, -rng.uniform(45, 70))
    if rng.random() < 0.25:
        voice = pool.voice(rng)
        right = _right(rate, voice)
        said = _said(rng, pool, rate, count / rate, voice)
        sound[: len(said)] += said[:count]
        sound *= 0.5
    return Made(np.asarray(sound, np.float32), rate, right)


# ---------------------------------------------------------------- kinds: processed


def _noise_gate(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    frames = _levelled(rng, frames)
    if rng.random() < 0.6:
        return Made(processing.noise_gate(rng, frames, rate), rate)
    threshold = min(1.0, rng.uniform(0.08, 0.5) * level(frames))
    options = {
        "threshold": threshold, "ratio": 9000, "range": float(rng.choice([0, 0, 0.01, 0.06])), "knee": 1,
        "attack": rng.uniform(0.02, 10), "release": rng.uniform(5, 150),
    }  # fmt: skip
    text = ":".join(f"{name}={value:.5f}" for name, value in options.items())
    return Made(processing.filtered(frames, rate, ("agate", text)), rate)


def _echo_suppressor(rng: Generator, pool: Pool) -> Made:
    near, far = pool.voice(rng), pool.voice(rng)
    rate = _rate_for(rng, near, far)
    count = int(_duration(rng) * rate)
    parts: list[Samples] = []
    while sum(map(len, parts)) < count:
        parts.append(_levelled(rng, _said(rng, pool, rate, rng.uniform(0.8, 3.5), near), -8, -3))
        parts.append(_pause(rng, rate, rng.uniform(0.2, 2), "noise"))
    here = np.concatenate(parts)[:count]
    there = np.zeros((count, 1), np.float32)
    begin = int(rng.uniform(0, 0.5) * count)
    spoken = _levelled(rng, _said(rng, pool, rate, rng.uniform(1, 5), far))[: count - begin]
    there[begin : begin + len(spoken)] = spoken
    echo = np.roll(there, int(0.03 * rate)) * gain(-rng.uniform(10, 25))
    room = processing.room_noise(rng, count, rate, -rng.uniform(50, 70))
    size = int(rng.choice([0.01, 0.02]) * rate)
    active = processing.held(processing.frame_levels(there, size) > 0.02, int(rng.integers(2, 15)))
    heard = processing.gated(rng, _levelled(rng, here + echo + room), rate, ~active, size)
    if rng.random() < 0.4:  # comfort noise
        heard = heard + processing.room_noise(rng, count, rate, -rng.uniform(55, 70))
    return Made(np.asarray(heard, np.float32), rate, _right(rate, near, far))


def _effects(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool, 30, 60)
    frames = _levelled(rng, frames, -9, -4)
    speed, depth = rng.uniform(0.5, 8), rng.uniform(0.3, 0.9)
    filters = (
        ("chorus", "0.6:0.9:50|60:0.4|0.32:0.25|0.4:2|1.3"),
        ("flanger", f"speed={speed:.2f}:depth={rng.uniform(1, 8):.2f}"),
        ("aphaser", f"speed={min(speed, 2):.2f}"),
        ("tremolo", f"f={speed:.2f}:d={depth:.2f}"),
        ("acrusher", f"bits={rng.integers(5, 10)}:mode=lin:aa=1:mix=0.8"),
        ("atempo", f"{rng.uniform(0.75, 1.5):.3f}"),
        ("highpass", "f=300"),
        ("afftfilt", "real='hypot(re,im)*sin(0)':imag='hypot(re,im)*cos(0)':win_size=512:overlap=0.75"),
    )
    chosen = int(rng.integers(len(filters) + 2))
    if chosen == len(filters) + 1:  # vibrato
        times = np.arange(len(frames))
        sway = 0.003 * depth * rate * np.sin(2 * np.pi * speed * times / rate)
        changed = np.asarray(np.interp(times + sway, times, frames[:, 0])[:, None], np.float32)
    elif chosen == len(filters):  # a ring modulator, as of a robot
        carrier = np.sin(2 * np.pi * rng.uniform(30, 120) * np.arange(len(frames)) / rate)
        changed = frames * np.asarray(carrier[:, None], np.float32)
    else:
        changed = processing.filtered(frames, rate, filters[chosen])
    return Made(_levelled(rng, changed), rate)


def _agc(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    frames = _levelled(rng, frames, -30, -8)
    chosen = int(rng.integers(4))
    if chosen == 0:
        heard = processing.webrtc(processing.resampled(frames, rate, 16000), 0, int(rng.integers(3, 20)))
        return Made(heard, 16000, frozenset({"upsampled"}) if rate < 16000 else frozenset())
    filters = (
        ("dynaudnorm", f"f={rng.integers(50, 400)}:g=5:m={rng.uniform(5, 30):.1f}"),
        ("speechnorm", f"e={rng.uniform(3, 20):.1f}:r=0.0005:l=1"),
        ("acompressor", f"threshold=0.05:ratio=6:attack=5:release=80:makeup={rng.uniform(2, 8):.2f}"),
    )
    return Made(_levelled(rng, processing.filtered(frames, rate, filters[chosen - 1]), -6, -0.5), rate)


def _limiter(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    frames = _levelled(rng, frames, -3, -1)
    if rng.random() < 0.6:
        options = (
            f"level_in={rng.uniform(1.2, 4):.2f}:limit={rng.uniform(0.3, 0.95):.3f}"
            f":attack={rng.uniform(0.5, 8):.2f}:release={rng.uniform(20, 200):.1f}:level=0"
        )
        return Made(processing.filtered(frames, rate, ("alimiter", options)), rate)
    options = (
        f"threshold={rng.uniform(0.05, 0.3):.3f}:ratio=20:attack=0.5"
        f":release={rng.uniform(20, 150):.1f}:makeup=2"
    )
    return Made(_levelled(rng, processing.filtered(frames, rate, ("acompressor", options)), -6, -0.5), rate)


def _resampled(rng: Generator, pool: Pool) -> Made:
    sound = pool.voice(rng)
    source = _rate_for(rng, sound)
    frames = _levelled(rng, _said(rng, pool, source, _duration(rng), sound))
    rate = int(rng.choice([one for one in (*APP_RATES, 22050, 32000) if one != source]))
    way = str(rng.choice(["good", "linear", "nearest", "twice"]))
    if way == "good":
        changed = processing.resampled(frames, source, rate)
    else:
        count = int(len(frames) * rate / source)
        places = np.arange(count) * (source / rate)
        if way == "nearest":
            changed = frames[np.minimum(np.floor(places).astype(int), len(frames) - 1)]
        elif way == "linear":
            changed = np.interp(places, np.arange(len(frames)), frames[:, 0])[:, None]
        else:
            changed = processing.filtered(
                frames, source, ("aresample", f"{rate}:filter_size=4:linear_interp=1")
            )
            changed = processing.resampled(changed, source, rate)
    right = {"upsampled"} if source < rate or sound.rate < rate else set()
    if way == "nearest" and rate % source == 0:  # byte for byte the same as several equal channels
        right |= {"container_format_unlikely", "declared_format_unlikely"}
    return Made(np.asarray(changed, np.float32), rate, frozenset(right))


def _reverb(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    if rng.random() < 0.7:
        wet = processing.reverberated(rng, frames, rate)
    else:
        wet = processing.filtered(
            frames, rate, ("aecho", f"0.8:0.8:{rng.integers(30, 400)}|{rng.integers(60, 900)}:0.4|0.25")
        )
    return Made(_levelled(rng, wet), rate)


def _fades(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool)
    right: frozenset[str] = frozenset()
    if rng.random() < 0.3:
        music = pool.one(rng, "music").mono()
        frames, right = music.at(rate)[: len(frames)], _right(rate, music)
    frames = _levelled(rng, frames)
    gains = np.ones(len(frames), np.float32)
    for _ in range(int(rng.integers(1, 4))):  # down to a floor, stays, and up again
        down, stays, up = (int(rng.uniform(0.02, seconds) * rate) for seconds in (0.6, 0.5, 0.6))
        floor = float(rng.choice([0.0, 0.0, rng.uniform(0.05, 0.4)]))
        shape = np.concatenate(
            [np.linspace(1, floor, down), np.full(stays, floor), np.linspace(floor, 1, up)]
        )
        start = int(rng.uniform(0, 0.9) * len(frames))
        part = gains[start : start + len(shape)]
        part *= shape[: len(part)].astype(np.float32)
    return Made(frames * gains[:, None], rate, right)


_CODECS: tuple[tuple[str, tuple[int, ...], tuple[int, ...], Mapping[str, str]], ...] = (
    ("libmp3lame", (16000, 24000, 44100, 48000), (32000, 64000, 128000), {}),
    ("aac", (16000, 24000, 44100, 48000), (24000, 48000, 96000), {}),
    ("libopencore_amrnb", (8000,), (4750, 7950, 12200), {}),
    ("libopencore_amrnb", (8000,), (5900, 12200), {"dtx": "1"}),
    ("pcm_mulaw", (8000,), (0,), {}),
    ("pcm_alaw", (8000,), (0,), {}),
    ("g722", (16000,), (0,), {}),
    ("g723_1", (8000,), (6300,), {}),
    ("libopus", (8000, 16000, 24000, 48000), (12000, 20000, 32000, 64000), {"application": "voip"}),
    ("libopus", (16000, 48000), (16000, 24000), {"application": "voip", "dtx": "1"}),
    ("libopus", (16000, 48000), (24000,), {"application": "voip", "dtx": "1", "frame_duration": "60"}),
    ("gsm", (8000,), (0,), {}),
    ("speex", (8000, 16000), (0,), {}),
)
"""Codec, rates, bit rates, options."""


def _codecs(rng: Generator, pool: Pool) -> Made:
    codec, rates, bit_rates, options = _CODECS[int(rng.integers(len(_CODECS)))]
    rate = int(rng.choice(rates))
    sound = pool.one(rng, "music").mono() if rng.random() < 0.1 else pool.voice(rng)
    frames = _levelled(rng, _said(rng, pool, rate, _duration(rng), sound), -14, -3)
    if codec == "gsm":
        heard = processing.coded_by_program(frames, rate, "libgsm", "gsm")
    elif codec == "speex":
        heard = processing.coded_by_program(frames, rate, "libspeex", "ogg")
    else:
        heard = processing.coded(frames, rate, codec, int(rng.choice(bit_rates)), dict(options))
    return Made(heard, rate, frozenset({"upsampled"}))  # codecs narrow the band themselves


def _noise_suppression(rng: Generator, pool: Pool) -> Made:
    frames, rate = _voice_in_noise(rng, pool, 6, 30)
    frames = _levelled(rng, frames)
    chosen = int(rng.integers(4))
    if chosen == 0:
        heard = processing.rnnoise(processing.resampled(frames, rate, 48000))
        back = int(rng.choice([16000, 48000, 48000]))
        return Made(processing.resampled(heard, 48000, back), back, frozenset({"upsampled"}))
    if chosen == 1:
        wide = processing.resampled(frames, rate, 16000)
        return Made(processing.webrtc(wide, int(rng.integers(1, 5)), 0), 16000, frozenset({"upsampled"}))
    options = ("afftdn", f"nr={rng.integers(6, 40)}:nf=-40:tn=1"), ("anlmdn", "s=0.0003")
    return Made(processing.filtered(frames, rate, options[chosen - 2]), rate)


def _webm(rng: Generator, pool: Pool) -> Made:
    how = (_as_is("speech"), _prompts, _as_is("music"), _synthesized("neural"), _synthesized("rule"), _turns)
    made = how[int(rng.integers(len(how)))](rng, pool)
    return Made(made.frames, made.rate, made.right | {"upsampled"}, "webm")


KINDS: Mapping[str, Maker] = {
    "tts_rule": _synthesized("rule"),
    "tts_units": _synthesized("units"),
    "tts_neural": _synthesized("neural"),
    "turns": _turns,
    "barge_in": _barge_in,
    "vad_joined": _vad_joined,
    "muted": _muted,
    "hold_music": _hold_music,
    "tones": _tones,
    "clicks": _clicks,
    "noise_gate": _noise_gate,
    "echo_suppressor": _echo_suppressor,
    "whisper": _whisper,
    "two_speakers": _two_speakers,
    "effects": _effects,
    "agc": _agc,
    "limiter": _limiter,
    "resampled": _resampled,
    "reverb": _reverb,
    "fades": _fades,
    "codecs": _codecs,
    "noise_suppression": _noise_suppression,
    "speech": _as_is("speech"),
    "prompts": _prompts,
    "music": _as_is("music"),
    "webm": _webm,
}
"""Rows of the report."""


def make(kind: str, number: int, seed: int, pool: Pool) -> Made:
    """The recording with a number: 16-bit frames as float32, below full scale, and how it is stored."""
    rng = np.random.default_rng([seed, number, sum(kind.encode()), len(kind)])
    made = KINDS[kind](rng, pool)
    frames = np.asarray(made.frames, np.float32)
    if not np.isfinite(frames).all():
        raise FloatingPointError(f"{kind} {number} is not finite")
    if (peak := float(np.abs(frames).max())) > 0.99:
        frames = frames * np.float32(0.99 / peak)
    return Made(frames, made.rate, made.right, made.form or _form(rng, made))


def _form(rng: Generator, made: Made) -> Form:
    if made.rate == _TELEPHONE_RATE and made.frames.shape[1] == 1 and rng.random() < 0.35:
        return "mulaw"
    drawn = rng.random()
    return "s16le" if drawn < 0.5 else "wav" if drawn < 0.88 else "webm"
