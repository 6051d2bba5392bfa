"""What WebRTC and telephony do to sound: filters, gates, gain, codecs, resamplers, rooms."""

from __future__ import annotations

import functools
import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import soxr
from numpy.random import Generator
from numpy.typing import NDArray

from tools.detection.corpus import Samples

Decisions = NDArray[np.bool_]
"""Of each block of frames: whether it is kept, open or active."""

_BLOCK = 1024  # frames given to FFmpeg at once


def layout(channels: int) -> str:
    """FFmpeg's name for mono or stereo."""
    return "mono" if channels == 1 else "stereo"


def level(frames: NDArray[np.floating]) -> float:
    """RMS, 0 to 1."""
    return float(np.sqrt(np.mean(np.square(frames, dtype=np.float64)))) if frames.size else 0.0


def gain(decibels: float) -> float:
    """The factor of a gain."""
    return float(10 ** (decibels / 20))


def resampled(frames: Samples, rate: int, wanted: int) -> Samples:
    """Frames at another rate, by a good resampler."""
    return frames if rate == wanted else np.asarray(soxr.resample(frames, rate, wanted), np.float32)


def _audio_frames(frames: Samples, rate: int, form: str, block: int) -> Iterable[av.AudioFrame]:
    packed = form in ("s16", "flt")
    for start in range(0, len(frames), block):
        part = frames[start : start + block]
        if form.startswith("s16"):
            part = np.clip(np.round(part * 32768), -32768, 32767).astype(np.int16)
        planes = part.reshape(1, -1) if packed else part.T
        made = av.AudioFrame.from_ndarray(np.ascontiguousarray(planes), form, layout(frames.shape[1]))
        made.sample_rate = rate
        made.pts, made.time_base = start, Fraction(1, rate)
        yield made


def _floats(frame: Any, channels: int) -> Samples:
    values = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, channels).T
    scale = {"s16": 1 / 32768, "s32": 1 / 2147483648, "flt": 1.0, "dbl": 1.0}[frame.format.name.rstrip("p")]
    return np.asarray(values.T * scale, np.float32)


def filtered(frames: Samples, rate: int, *filters: tuple[str, str]) -> Samples:
    """Frames x channels through FFmpeg's filters, each a name and its options."""
    channels = frames.shape[1]
    graph = av.filter.Graph()
    first = graph.add_abuffer(
        sample_rate=rate, format="fltp", layout=layout(channels), time_base=Fraction(1, rate)
    )
    chain = [first, *(graph.add(name, options) for name, options in filters)]
    # The filters before may change format and rate.
    chain.append(
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={rate}:channel_layouts={layout(channels)}")
    )
    chain.append(graph.add("abuffersink"))
    graph.link_nodes(*chain).configure()
    out: list[Samples] = []

    def pull() -> None:
        while True:
            try:
                out.append(_floats(graph.pull(), channels))
            except (av.BlockingIOError, av.EOFError):
                return

    for part in _audio_frames(frames, rate, "fltp", _BLOCK):
        graph.push(part)
        pull()
    graph.push(None)
    pull()
    return np.concatenate(out) if out else frames[:0]


# ---------------------------------------------------------------- codecs

_DECODERS = {"libopencore_amrnb": "libopencore_amrnb", "libmp3lame": "mp3float", "libopus": "libopus"}


def coded(
    frames: Samples, rate: int, codec: str, bit_rate: int = 0, options: dict[str, str] | None = None
) -> Samples:
    """Frames through a codec of PyAV: mono or stereo, at a rate that the codec takes."""
    channels = frames.shape[1]
    encoder: Any = av.CodecContext.create(codec, "w")
    taken = [form.name for form in encoder.codec.audio_formats or ()]
    form = next(form for form in ("fltp", "flt", "s16", "s16p") if form in taken or not taken)
    encoder.sample_rate, encoder.layout, encoder.format = rate, layout(channels), form
    encoder.time_base = Fraction(1, rate)
    if bit_rate:
        encoder.bit_rate = bit_rate
    encoder.options = options or {}
    encoder.open()
    block = encoder.frame_size or _BLOCK
    padded = np.concatenate([frames, np.zeros((-len(frames) % block, channels), np.float32)])
    packets = [packet for part in _audio_frames(padded, rate, form, block) for packet in encoder.encode(part)]
    packets += encoder.encode(None)
    decoder: Any = av.CodecContext.create(_DECODERS.get(codec, encoder.codec.name), "r")
    decoder.sample_rate, decoder.layout = rate, layout(channels)
    decoder.extradata = encoder.extradata
    decoded = [frame for packet in packets for frame in decoder.decode(packet)]
    decoded += decoder.decode(None)
    sound = np.concatenate([_floats(frame, channels) for frame in decoded])
    return resampled(sound, decoded[0].sample_rate, rate)[: len(frames)]


def coded_by_program(frames: Samples, rate: int, codec: str, container: str) -> Samples:
    """Mono frames through a codec that only the program `ffmpeg` has (GSM, Speex); unchanged without it."""
    if shutil.which("ffmpeg") is None:
        return frames
    raw = ["-f", "s16le", "-ar", str(rate), "-ac", "1"]
    quiet = ["ffmpeg", "-v", "error"]
    data = np.clip(np.round(frames[:, 0] * 32768), -32768, 32767).astype("<i2").tobytes()
    file = subprocess.run(
        [*quiet, *raw, "-i", "-", "-c:a", codec, "-f", container, "-"],
        input=data, check=True, capture_output=True,
    ).stdout  # fmt: skip
    sound = subprocess.run(
        [*quiet, *(["-f", "gsm"] if container == "gsm" else []), "-i", "-", *raw, "-"],
        input=file, check=True, capture_output=True,
    ).stdout  # fmt: skip
    return np.asarray(np.frombuffer(sound, "<i2")[:, None] / 32768, np.float32)


# ---------------------------------------------------------------- rooms and noise


def room_noise(rng: Generator, count: int, rate: int, decibels: float) -> Samples:
    """Mono noise of a room or a line: between white and brown, in places with mains hum."""
    if not count:
        return np.zeros((0, 1), np.float32)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequencies = np.fft.rfftfreq(count, 1 / rate)
    noise = np.fft.irfft(spectrum / np.maximum(frequencies, 60.0) ** rng.uniform(0, 1), count)
    noise /= level(noise) or 1.0
    if rng.random() < 0.3:
        times = np.arange(count) / rate
        noise += 0.7 * np.sin(2 * np.pi * rng.choice([50, 60]) * rng.choice([1, 2]) * times)
    return np.asarray(noise[:, None] * gain(decibels), np.float32)


def reverberated(rng: Generator, frames: Samples, rate: int) -> Samples:
    """Mono frames in a room whose echo falls by 60 dB in 0.15 to 1.2 s."""
    falls = rng.uniform(0.15, 1.2)
    count = int(falls * rate)
    tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[: int(rng.uniform(0.002, 0.02) * rate)] = 0
    tail *= rng.uniform(0.1, 0.6) / np.sqrt(np.sum(tail**2))
    tail[0] = 1.0
    size = len(frames) + count
    wet = np.fft.irfft(np.fft.rfft(frames[:, 0], size) * np.fft.rfft(tail, size), size)
    return np.asarray(wet[: len(frames), None], np.float32)


# ---------------------------------------------------------------- voice processing


def frame_levels(frames: Samples, size: int) -> NDArray[np.float64]:
    """RMS of each whole or partial block of `size` frames of the first channel."""
    padded = np.pad(frames[:, 0].astype(np.float64), (0, -len(frames) % size))
    levels: NDArray[np.float64] = np.sqrt(np.mean(padded.reshape(-1, size) ** 2, axis=1))
    return levels


def held(active: Decisions, blocks: int) -> Decisions:
    """A block-wise decision, held for some blocks after it."""
    later = active.copy()
    for step in range(1, blocks + 1):
        later[step:] |= active[: len(active) - step]
    return later


def gated(rng: Generator, frames: Samples, rate: int, open_blocks: Decisions, size: int) -> Samples:
    """Frames under a gain that is 1 in open blocks, and 0 or -20 to -50 dB elsewhere.

    The gain steps, or moves within 1 to 30 ms.
    """
    floor = 0.0 if rng.random() < 0.7 else gain(-rng.uniform(20, 50))
    gains = np.where(np.repeat(open_blocks, size)[: len(frames)], 1.0, floor)
    if rng.random() < 0.7:
        length = max(1, int(rng.uniform(0.001, 0.03) * rate))
        gains = np.convolve(np.pad(gains, (length, length), "edge"), np.ones(length) / length, "same")
        gains = gains[length:-length]
    return np.asarray(frames * gains[:, None], np.float32)


def noise_gate(rng: Generator, frames: Samples, rate: int) -> Samples:
    """A gate that decides every 5 to 20 ms, and holds."""
    size = int(rng.choice([0.005, 0.01, 0.02]) * rate)
    levels = frame_levels(frames, size)
    threshold = rng.uniform(0.08, 0.5) * level(frames)
    return gated(rng, frames, rate, held(levels > threshold, int(rng.integers(0, 12))), size)


_WHISPER_BANDWIDTH = 80.0  # Hz, of the narrowest resonance: it falls by 60 dB within 28 ms


def whispered(rng: Generator, frames: Samples, rate: int) -> Samples:
    """Mono voice whose resonances are excited by noise instead of the glottis.

    The resonances are at least as wide as those of a whisper, so that they ring for less than two blocks:
    what rings for longer would come round to the beginning of its block, and click there.
    """
    size = int(0.02 * rate)
    order = 12 if rate <= 16000 else 20
    damping = np.exp(-np.pi * _WHISPER_BANDWIDTH / rate * np.arange(1, order + 1))
    window = np.hanning(2 * size)
    padded = np.pad(frames[:, 0].astype(np.float64), (size, 2 * size))
    out = np.zeros(len(padded))
    for start in range(0, len(padded) - 2 * size, size):
        part = padded[start : start + 2 * size] * window
        power = np.abs(np.fft.rfft(part, 4 * size)) ** 2
        correlation = np.fft.irfft(power)[: order + 1]
        if correlation[0] < 1e-7:
            continue
        rows = np.abs(np.subtract.outer(np.arange(order), np.arange(order)))
        matrix = correlation[rows] + np.eye(order) * correlation[0] * 1e-4
        predictor = np.linalg.solve(matrix, correlation[1:])
        response = 1 / np.fft.rfft(np.concatenate([[1.0], -predictor * damping]), 8 * size)
        noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(2 * size) * window, 8 * size) * response)
        wanted, got = np.sqrt(np.mean(part**2)), np.sqrt(np.mean(noise[: 2 * size] ** 2))
        ringing = noise[: len(out) - start]  # what rings on behind the block, too: cut off, it would click
        out[start : start + len(ringing)] += ringing * (wanted / max(got, 1e-9))
    whisper = out[size : size + len(frames)]
    tilt = np.append(0, whisper[:-1]) * rng.uniform(0.3, 0.8)
    return np.asarray((whisper - tilt)[:, None], np.float32)


@functools.cache
def _rnnoise() -> Any:
    """RNNoise's binding; the package around it wants a plotting library, so its module is read alone."""
    found = importlib.util.find_spec("pyrnnoise")
    if found is None or found.origin is None:
        raise ImportError("pyrnnoise")
    file = Path(found.origin).parent / "rnnoise.py"
    spec = importlib.util.spec_from_file_location("rnnoise_binding", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rnnoise(frames: Samples) -> Samples:
    """Mono frames at 48 kHz without noise, by RNNoise."""
    binding = _rnnoise()
    state = binding.create()
    samples = np.clip(np.round(frames[:, 0] * 32768), -32768, 32767).astype(np.int16)
    size = 480
    out = [
        binding.process_mono_frame(state, samples[start : start + size])[0]
        for start in range(0, len(samples) - size + 1, size)
    ]
    binding.destroy(state)
    return np.asarray(np.concatenate(out)[:, None] / 32768, np.float32)


def webrtc(frames: Samples, noise: int, gain_dbfs: int) -> Samples:
    """Mono frames at 16 kHz through WebRTC's noise suppression (0 to 4) and gain (0 to 31 dBFS)."""
    from webrtc_noise_gain import AudioProcessor

    processor = AudioProcessor(gain_dbfs, noise)
    data = np.clip(np.round(frames[:, 0] * 32768), -32768, 32767).astype("<i2").tobytes()
    size = 320  # bytes of 10 ms
    out = b"".join(
        processor.Process10ms(data[start : start + size]).audio
        for start in range(0, len(data) - size + 1, size)
    )
    return np.asarray(np.frombuffer(out, "<i2")[:, None] / 32768, np.float32)
