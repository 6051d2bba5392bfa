"""Headerless buffers with known truth, made from clips: the grid that the detector is fitted and measured on.

Thirteen encodings, mono and stereo, seven rates, 0.25 to 10 seconds, and variations that real buffers have.
A case is made from its number alone, so that every run sees the same buffers.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import sysconfig
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
import soundfile
import soxr
from numpy.random import Generator
from numpy.typing import NDArray

from sambanova.detection.sample_rate import RATES
from sambanova.detection.samples import g711_cells
from sambanova.encodings import ENCODINGS
from tools.detection.corpus import Clip, Samples

DURATIONS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds."""

FLOATS = tuple(encoding.name for encoding in ENCODINGS.values() if encoding.is_float)

GRID_VARIATIONS = {
    "plain": 8.0,
    "leading silence": 1.0,
    "-40 dBFS": 1.0,
    "clipped": 1.0,
    "odd lead byte": 1.0,
    "cut in a sample": 1.0,
    "DC": 1.0,
    "opus": 2.0,
}
"""What was done to the sound, and how often in 16. The measured grid."""

FIT_VARIATIONS = {
    "plain": 5.0,
    "leading silence": 1.0,
    "-40 dBFS": 2.5,
    "clipped": 1.5,
    "overdriven": 1.5,
    "odd lead byte": 1.5,
    "cut in a sample": 0.5,
    "DC": 1.5,
    "opus": 2.0,
    "unscaled floats": 0.6,
    "gain": 3.0,
    "noise": 1.0,
    "coarse": 1.0,
    "telephone": 1.0,
    "synthetic": 1.0,
}
"""More of what is hard, and more kinds of sound, to fit on."""

VOICE_ENCODINGS = {"s16le": 0.70, "f32le": 0.12, "mulaw": 0.05, "u8": 0.05, "alaw": 0.03, "s16be": 0.02,
                   "s24le": 0.01, "s32le": 0.01, "s8": 0.01}  # fmt: skip
VOICE_RATES: dict[int, float] = {
    8000: 0.10,
    16000: 0.30,
    22050: 0.02,
    24000: 0.10,
    32000: 0.03,
    44100: 0.10,
    48000: 0.35,
}
VOICE_TELEPHONE_RATES = {
    8000: 0.94,
    16000: 0.02,
    22050: 0.005,
    24000: 0.01,
    32000: 0.005,
    44100: 0.01,
    48000: 0.01,
}
"""An assumed mix of what voice servers hand over."""


@dataclass(frozen=True, slots=True)
class Case:
    """One buffer and what it is."""

    data: bytes = field(repr=False)
    encoding: str | None
    channels: int = 0
    sample_rate: int = 0
    duration: float = 0.0
    variation: str = ""
    group: str = ""
    kind: str = ""
    layout: str = ""
    """mono; or how the stereo came about: true, dual, panned, two."""
    phase: int = 0
    """Bytes before the first whole sample."""


# ---------------------------------------------------------------- samples to bytes


@lru_cache(maxsize=2)
def _nearest_code(encoding: str) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    levels = g711_cells(encoding)[0]
    order = np.argsort(levels, kind="stable")
    ordered = levels[order]
    return (ordered[1:] + ordered[:-1]) / 2, order


def encode(frames: NDArray[np.floating[Any]], encoding: str, scale: float = 1.0) -> bytes:
    """Frames x channels, -1..1, as headerless bytes of an encoding; `scale` is full scale in floats."""
    flat: NDArray[np.float64] = np.clip(frames, -1, 1).reshape(-1).astype(np.float64)
    stored = ENCODINGS[encoding]
    if stored.is_g711:
        borders, order = _nearest_code(encoding)
        return order[np.searchsorted(borders, flat)].astype(np.uint8).tobytes()
    if stored.is_float:
        return (flat * scale).astype(stored.dtype(f"f{stored.sample_width}")).tobytes()
    full = 2.0 ** (8 * stored.sample_width - 1)
    whole = np.clip(np.round(flat * full), -full, full - 1).astype(np.int64)
    if encoding == "u8":
        return (whole + 128).astype(np.uint8).tobytes()
    octets = whole.astype("<i8").view(np.uint8).reshape(-1, 8)[:, : stored.sample_width]
    return (octets[:, ::-1] if stored.is_big_endian else octets).tobytes()


def through_opus(mono: Samples, rate: int, bit_rate: int) -> Samples:
    """Mono sound after Opus at 48 kHz, as a WebRTC voice app decodes it."""
    sound = mono if rate == 48000 else soxr.resample(mono, rate, 48000)
    memory = io.BytesIO()
    with av.open(memory, "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48000, layout="mono", bit_rate=bit_rate)
        for start in range(0, len(sound) - 959, 960):
            part = (np.clip(sound[start : start + 960], -1, 1) * 32767).astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
            frame.sample_rate, frame.pts = 48000, start
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    memory.seek(0)
    with av.open(memory, "r") as back:
        decoded = np.concatenate([frame.to_ndarray()[0] for frame in back.decode(audio=0)])
    scale = 32768 if decoded.dtype == np.int16 else 1
    return np.asarray(decoded, np.float32) / np.float32(scale)


# ---------------------------------------------------------------- sound


@lru_cache(maxsize=600)
def _clip_at(file: str, native: int, rate: int) -> Samples:
    frames: Samples = np.load(file)
    return frames if native == rate else soxr.resample(frames, native, rate, quality="HQ").astype(np.float32)


def _stretch(rng: Generator, clip: Clip, pool: Sequence[Clip], rate: int, duration: float) -> Samples:
    """An audible stretch of a clip; short clips are continued with others of the same source."""
    length = int(duration * rate)
    siblings = [other for other in pool if other.source == clip.source and other.channels == clip.channels]
    parts = [_clip_at(clip.file, clip.sample_rate, rate)]
    while sum(map(len, parts)) < length and len(parts) < 20:
        other = siblings[rng.integers(len(siblings))]
        parts.append(_clip_at(other.file, other.sample_rate, rate))
    frames = np.concatenate(parts)
    for _ in range(12):
        start = int(rng.integers(0, max(1, len(frames) - length + 1)))
        part = frames[start : start + length]
        if np.sqrt(np.mean(part**2)) > 0.003:
            break
    return part


def synthesise(rng: Generator, rate: int, duration: float) -> Samples:
    """A tone, two tones, a sweep, a buzz or coloured noise: what people test with. One channel."""
    time = np.arange(int(duration * rate)) / rate
    pitch = rng.uniform(80, 0.3 * rate)
    kind = rng.choice(5, p=[0.3, 0.2, 0.2, 0.1, 0.2])
    if kind == 0:
        sound = np.sin(2 * np.pi * pitch * time)
    elif kind == 1:
        sound = 0.5 * np.sin(2 * np.pi * 770 * time) + 0.5 * np.sin(2 * np.pi * 1336 * time)
        sound *= (time * 5 % 1) < rng.uniform(0.4, 1)
    elif kind == 2:
        sound = np.sin(2 * np.pi * (100 * time + (0.3 * rate - 100) * time**2 / (2 * duration)))
    elif kind == 3:
        sound = np.sign(np.sin(2 * np.pi * rng.uniform(60, 600) * time)) * rng.uniform(0.3, 1)
    else:
        sound = np.cumsum(rng.standard_normal(len(time)))
        sound -= np.convolve(sound, np.ones(64) / 64, "same")
    level = 10 ** rng.uniform(-1.5, -0.05) / max(1e-9, float(np.abs(sound).max()))
    return np.asarray(sound * level, np.float32)[:, None]


def _taking_turns(rng: Generator, one: Samples, other: Samples, rate: int) -> Samples:
    """Two sides of a call: one is silent, or nearly, while the other speaks."""
    turn = int(rng.uniform(0.15, 1.5) * rate)
    speaking = (np.arange(len(one)) + int(rng.integers(turn))) // turn % 2 == 0
    floor = 10 ** (-rng.uniform(2.5, 5)) * int(rng.integers(2))
    pair = np.stack([one * speaking, other * ~speaking], 1)
    return np.asarray(pair + floor * rng.standard_normal(pair.shape), np.float32)


def _as_stereo(
    rng: Generator, frames: Samples, other: Callable[[], Samples], rate: int, turns: bool
) -> tuple[Samples, str]:
    """Two channels from what there is, and how."""
    if frames.shape[1] == 2 and rng.random() < 0.7:
        return frames, "true"
    ways = ("dual", "panned", "two", "turns") if turns else ("dual", "panned", "two")
    way = ways[int(rng.integers(len(ways)))]
    one = frames[:, 0]
    if way == "dual":
        return np.stack([one, one], 1), way
    if way == "panned":
        delay = int(rng.integers(0, max(2, int(0.0006 * rate))))
        late = np.concatenate([np.zeros(delay, np.float32), one])[: len(one)]
        late = late * 10 ** (-rng.uniform(2, 12) / 20) + 0.0005 * rng.standard_normal(len(one))
        pair = np.stack([one, late], 1)
        return (pair[:, ::-1] if rng.random() < 0.5 else pair), way
    second = other()[:, 0]
    length = min(len(one), len(second))
    if way == "turns":
        return _taking_turns(rng, one[:length], second[:length], rate), way
    return np.stack([one[:length], second[:length]], 1), way


def _quiet(rng: Generator, frames: Samples, rate: int) -> Samples:
    return np.asarray(frames * (0.01 / max(1e-6, float(np.abs(frames).max()))))


def _clipped(rng: Generator, frames: Samples, rate: int) -> Samples:
    return np.asarray(np.clip(frames * (4 / max(1e-3, float(np.abs(frames).max()))), -1, 1))


def _overdriven(rng: Generator, frames: Samples, rate: int) -> Samples:
    """Up to 20 dB over full scale, by hand or by a compressor that leaves some room."""
    ceiling = 1.0 if rng.random() < 0.7 else rng.uniform(0.7, 1.0)
    gain = 10 ** (rng.uniform(0, 20) / 20) / max(1e-3, float(np.abs(frames).max()))
    return np.asarray(np.clip(frames * gain, -ceiling, ceiling))


def _offset(rng: Generator, frames: Samples, rate: int) -> Samples:
    return np.asarray(np.clip(frames * 0.8 + 0.1, -1, 1))


def _silence_first(rng: Generator, frames: Samples, rate: int) -> Samples:
    return np.concatenate([np.zeros((int(rng.uniform(0.3, 1) * rate), frames.shape[1]), np.float32), frames])


def _gain(rng: Generator, frames: Samples, rate: int) -> Samples:
    return np.asarray(frames * 10 ** (rng.uniform(-46, 0) / 20) / max(1e-6, float(np.abs(frames).max())))


def _noise(rng: Generator, frames: Samples, rate: int) -> Samples:
    level = 10 ** (rng.uniform(-70, -30) / 20)
    return np.asarray(frames + level * rng.standard_normal(frames.shape), np.float32)


def _coarse(rng: Generator, frames: Samples, rate: int) -> Samples:
    """8 or 12 bits, whatever the encoding has room for."""
    full = 2.0 ** int(rng.choice([7, 11, 15]))
    return np.asarray(np.round(frames * full) / full, np.float32)


def _telephone(rng: Generator, frames: Samples, rate: int) -> Samples:
    """Once through mu-law."""
    borders, order = _nearest_code("mulaw")
    return g711_cells("mulaw")[0][order[np.searchsorted(borders, np.clip(frames, -1, 1))]].astype(np.float32)


_TREATMENTS: dict[str, Callable[[Generator, Samples, int], Samples]] = {
    "-40 dBFS": _quiet,
    "clipped": _clipped,
    "overdriven": _overdriven,
    "DC": _offset,
    "leading silence": _silence_first,
    "gain": _gain,
    "noise": _noise,
    "coarse": _coarse,
    "telephone": _telephone,
}


def _pick(rng: Generator, table: dict[str, float]) -> str:
    weights = np.array(list(table.values()), float)
    return str(rng.choice(list(table), p=weights / weights.sum()))


class _Storage(NamedTuple):
    """How a case is stored, and the clips that it may be made of."""

    rate: int
    encoding: str
    duration: float
    variation: str
    clips: Sequence[Clip]


def _choose_storage(
    rng: Generator,
    clips: Sequence[Clip],
    variations: dict[str, float],
    encodings: Sequence[str],
    voice: bool,
) -> _Storage:
    rate = RATES[rng.integers(len(RATES))]
    encoding = encodings[int(rng.integers(len(encodings)))]
    duration = DURATIONS[int(rng.integers(len(DURATIONS)))]
    variation = _pick(rng, variations)
    if voice:
        encoding = _pick(rng, VOICE_ENCODINGS)
        rates = VOICE_TELEPHONE_RATES if ENCODINGS[encoding].is_g711 else VOICE_RATES
        rate = int(rng.choice(list(rates), p=np.array(list(rates.values())) / sum(rates.values())))
        variation = "plain" if variation == "opus" and rate != 48000 else variation
        variation = "opus" if rate == 48000 and rng.random() < 0.6 else variation
        clips = [clip for clip in clips if clip.kind != "music"]
    if variation == "opus":
        rate = 48000
    if variation == "unscaled floats":
        encoding = FLOATS[int(rng.integers(len(FLOATS)))]
    return _Storage(rate, encoding, duration, variation, clips)


def _choose_clip(rng: Generator, clips: Sequence[Clip], rate: int) -> tuple[Clip, list[Clip]]:
    """A clip and those of the same group; most have at least the wanted rate."""
    upsampled = rng.random() < 0.2
    pool = [clip for clip in clips if upsampled or clip.sample_rate * 1.1 >= rate]
    if rng.random() < 0.35:
        pool = [clip for clip in clips if clip.sample_rate == rate] or pool
    groups = sorted({clip.group for clip in pool})
    group = groups[rng.integers(len(groups))]
    pool = [clip for clip in pool if clip.group == group]
    return pool[rng.integers(len(pool))], pool


def _choose_sound(
    rng: Generator, storage: _Storage, clip: Clip, pool: Sequence[Clip], harder: bool
) -> tuple[Samples, str]:
    """Frames in one or two channels, untreated, and how two came about."""
    rate, duration = storage.rate, storage.duration
    if storage.variation == "synthetic":
        frames = synthesise(rng, rate, duration)
    else:
        frames = _stretch(rng, clip, pool, rate, duration)
    stereo = rng.random() < 1 / 3
    if storage.variation == "opus":
        bit_rate = int(rng.choice([16000, 24000, 32000, 64000]))
        frames = through_opus(frames[:, 0], rate, bit_rate)[: int(duration * rate), None]
    if stereo:
        second = pool[int(rng.integers(len(pool)))]
        return _as_stereo(rng, frames, lambda: _stretch(rng, second, pool, rate, duration), rate, harder)
    return (frames.mean(1, keepdims=True) if frames.shape[1] == 2 else frames), "mono"


def make_case(
    rng: Generator,
    clips: Sequence[Clip],
    variations: dict[str, float],
    encodings: Sequence[str] = tuple(ENCODINGS),
    voice: bool = False,
    harder: bool = False,
) -> Case:
    """One buffer: rate, encoding, duration and variation evenly drawn, then source, then clip.

    voice: draw encoding and rate as voice servers would, and take speech alone. harder: some stereo is a call
    whose sides speak in turn, some buffers begin with up to three stray bytes whatever else was done to them,
    and some doubles have all their digits.
    """
    storage = _choose_storage(rng, clips, variations, encodings, voice)
    rate, encoding, variation = storage.rate, storage.encoding, storage.variation
    width = ENCODINGS[encoding].sample_width
    clip, pool = _choose_clip(rng, storage.clips, rate)
    frames, layout = _choose_sound(rng, storage, clip, pool, harder)
    treatment = _TREATMENTS.get(variation)
    if treatment is not None:
        frames = treatment(rng, frames, rate)
    stored: NDArray[np.floating[Any]] = frames
    if harder and encoding == "f64le" and rng.random() < 0.4:
        stored = frames.astype(np.float64) * rng.uniform(0.7, 1.0)
    data = encode(stored, encoding, 32768.0 if variation == "unscaled floats" else 1.0)
    strays = 1 if variation == "odd lead byte" else 0
    if harder and rng.random() < 0.1:
        strays = int(rng.integers(1, 4))
    data = rng.bytes(strays) + data
    if variation == "cut in a sample" and width * frames.shape[1] > 1:
        data = data[:-1]
    group = "synthetic" if variation == "synthetic" else clip.group
    return Case(
        data, encoding, frames.shape[1], rate, storage.duration, variation, group, clip.kind, layout,
        strays % width,
    )  # fmt: skip


# ---------------------------------------------------------------- what is not audio


def _some_text(rng: Generator, size: int) -> bytes:
    files = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    text = b""
    while len(text) < size:
        text += files[rng.integers(len(files))].read_bytes()
    return text[:size]


def _program_code(rng: Generator, size: int) -> bytes:
    files = sorted(Path(np.__file__).parent.glob("**/*.so"), key=lambda file: file.stat().st_size)[-8:]
    code = files[rng.integers(len(files))].read_bytes()
    start = int(rng.integers(0, max(1, len(code) - size)))
    return code[start : start + size]


def _machine_code(rng: Generator, size: int) -> bytes:
    """The interpreter's own program and modules, any part."""
    folder = Path(sysconfig.get_paths()["stdlib"]) / "lib-dynload"
    files = [Path(sys.executable).resolve(), *sorted(folder.glob("*.so"))]
    code = files[0 if rng.random() < 0.4 else rng.integers(len(files))].read_bytes()
    start = int(rng.integers(0, max(1, len(code) - size))) // 8 * 8
    return code[start : start + size]


def _tables(rng: Generator, size: int) -> bytes:
    """Records of a few whole numbers, some of which go up: symbols, offsets, relocations, an index."""
    fields = int(rng.integers(1, 5))
    count = size // (4 * fields) + 1
    columns = []
    for _ in range(fields):
        way = int(rng.integers(4))
        if way == 0:
            column = np.cumsum(rng.integers(0, int(10 ** rng.uniform(0.5, 4)), count))
        elif way == 1:
            column = rng.choice(rng.integers(0, 2**16, 6), count)
        elif way == 2:
            column = np.full(count, int(rng.integers(0, 3)))
        else:
            column = rng.integers(0, int(10 ** rng.uniform(1, 9)), count)
        columns.append(column)
    kind = "<u4" if rng.random() < 0.8 else ">u4"
    return np.stack(columns, 1).astype(kind).tobytes()[:size]


def _container_body(rng: Generator, size: int, name: str, subtype: str) -> bytes:
    """Compressed sound without its header."""
    memory = io.BytesIO()
    sound = synthesise(rng, 16000, 20.0) * 0.5 + 0.05 * rng.standard_normal((320000, 1)).astype(np.float32)
    soundfile.write(memory, np.clip(sound, -1, 1), 16000, format=name, subtype=subtype)
    return memory.getvalue()[4000 : 4000 + size]


def _records(rng: Generator, size: int) -> bytes:
    rows = [
        {"t": float(rng.random()), "user": int(rng.integers(1_000_000)), "message": "hello", "ok": True}
        for _ in range(size // 60 + 1)
    ]
    return json.dumps(rows).encode()[:size]


NOT_AUDIO: dict[str, Callable[[Generator, int], bytes]] = {
    "random": lambda rng, size: rng.bytes(size),
    "digests": lambda rng, size: b"".join(hashlib.sha256(rng.bytes(8)).digest() for _ in range(size // 32)),
    "text": _some_text,
    "JSON": _records,
    "base64": lambda rng, size: base64.b64encode(rng.bytes(size))[:size],
    "hex": lambda rng, size: rng.bytes(size // 2).hex().encode(),
    "zlib": lambda rng, size: zlib.compress(_some_text(rng, 4 * size), 9)[100 : 100 + size],
    "program code": _program_code,
    "machine code": _machine_code,
    "tables": _tables,
    "UTF-16 text": lambda rng, size: _some_text(rng, size // 2).decode("latin-1").encode("utf-16-le"),
    "counters": lambda rng, size: np.arange(size // 4, dtype="<u4").tobytes(),
    "codes": lambda rng, size: zlib.compress(rng.integers(0, 40, size).astype(np.uint8).tobytes())[2:],
    "float weights": lambda rng, size: rng.standard_normal(size // 4).astype("<f4").tobytes(),
    "embeddings": lambda rng, size: (0.05 * rng.standard_normal(size // 4)).astype("<f4").tobytes(),
    "doubles": lambda rng, size: rng.standard_normal(size // 8).tobytes(),
    "token numbers": lambda rng, size: (rng.zipf(1.3, size // 4) % 50000).astype("<u4").tobytes(),
    "mostly zeros": lambda rng, size: (
        (rng.integers(0, 256, size) * (rng.random(size) < rng.uniform(0.01, 0.3))).astype(np.uint8).tobytes()
    ),
    "FLAC body": lambda rng, size: _container_body(rng, size, "FLAC", "PCM_16"),
    "Ogg body": lambda rng, size: _container_body(rng, size, "OGG", "OPUS"),
    "MP3 body": lambda rng, size: _container_body(rng, size, "MP3", "MPEG_LAYER_III"),
    "zeros": lambda rng, size: bytes(size),
    "empty": lambda rng, size: b"",
}


def make_other(rng: Generator, index: int) -> Case:
    """One buffer that is not audio, of kind number `index`."""
    kind = list(NOT_AUDIO)[index % len(NOT_AUDIO)]
    size = int(rng.integers(4000, 120000))
    return Case(NOT_AUDIO[kind](rng, size), None, kind=kind)
