"""One file of a known container, decoded by FFmpeg through PyAV."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from numpy.typing import NDArray

from sambanova.decoding import wav_header
from sambanova.decoding.damage import Damage
from sambanova.decoding.demuxing import open_with
from sambanova.decoding.signatures import Container
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding, tame_floats
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding
from sambanova.recording import PartialPcm

log = logging.getLogger(__name__)

MAX_DAMAGED_PACKETS = 10_000  # after which decoding is given up
_FRAMES_A_BLOCK = 1 << 18  # frames that are converted at a time


@dataclass(frozen=True, slots=True)
class DecodedContainer:
    """What came out of a container.

    container, codec: names as in the API. pcm: interleaved frames in `encoding`.
    """

    container: str
    codec: str
    sample_rate: int
    channels: int
    encoding: WavEncoding
    pcm: bytes | PartialPcm
    findings: tuple[Finding, ...] = ()


class Listener(Protocol):
    """Is progress of a long recording while it is being decoded, piece by piece.

    The recording that `decode` returns afterwards has no samples any more.
    """

    def begins(self, decoded: DecodedContainer, expected: int) -> None:
        """What it is, without samples, and how many bytes of them are to be expected."""

    def goes_on(self, pcm: bytes) -> None:
        """The next samples."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Who listens to a recording, and how many frames it is expected to have."""

    listener: Listener
    expected: int


def decode_file(
    kind: Container, data: bytes, max_bytes: int, damage: Damage, progress: Progress | None = None
) -> DecodedContainer | None:
    """Decodes one file and notes what is damaged; None when FFmpeg finds no sound in it."""
    wrong: tuple[Finding, ...] = ()
    if kind.name == "wav":
        data, wrong = wav_header.repaired(data)
    try:
        with open_with(kind.demuxer, data) as container:
            if not container.streams.audio:
                return None
            decoded = _decode_stream(kind, container, max_bytes, damage, progress)
            return with_findings(decoded, *wrong, *decoded.findings) if decoded else None
    except (av.error.FFmpegError, ValueError) as error:  # PyAV raises ValueError for unusable parameters
        log.debug("FFmpeg refused a %s: %s", kind.name, error)
        return None


def _decode_stream(
    kind: Container, container: InputContainer, max_bytes: int, damage: Damage, progress: Progress | None
) -> DecodedContainer | None:
    stream = container.streams.audio[0]
    if stream.codec_context is None:  # a codec that this FFmpeg does not know
        return None
    codec = stream.codec_context.codec.canonical_name
    frames = iter(_decoded_frames(container, damage))
    first = next(frames, None)
    if first is None or not first.sample_rate:
        return None
    sample_rate, channels = first.sample_rate, first.layout.nb_channels
    encoding = _wav_encoding(codec, first.format.name)
    alike = of_one_shape(itertools.chain([first], frames), first)
    name = codec.removeprefix("pcm_") if codec.removeprefix("pcm_") in ENCODINGS else codec
    decoded = DecodedContainer(kind.name, name, sample_rate, channels, encoding, b"")
    frame_width = WAV_SAMPLE_WIDTH[encoding] * channels
    if progress:
        if progress.expected * frame_width > max_bytes:
            raise too_large(max_bytes)
        progress.listener.begins(decoded, progress.expected * frame_width)
    pcm = bytearray()
    size = 0
    for block in blocks(alike):
        samples = as_wav_samples(block, encoding)
        size += len(samples)
        if size > max_bytes:
            raise too_large(max_bytes)
        if progress:
            progress.listener.goes_on(samples)
        else:
            pcm += samples
    if not size:
        return None
    return replace(decoded, pcm=bytes(pcm))


def with_findings(decoded: DecodedContainer, *findings: Finding) -> DecodedContainer:
    return DecodedContainer(
        decoded.container,
        decoded.codec,
        decoded.sample_rate,
        decoded.channels,
        decoded.encoding,
        decoded.pcm,
        findings,
    )


def too_large(max_bytes: int) -> BufferTooLarge:
    return BufferTooLarge(
        f"The recording decodes to more than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB to open it."
    )


def _decoded_frames(container: InputContainer, damage: Damage) -> Iterator[AudioFrame]:
    """The frames of the first audio stream; what cannot be decoded is counted and skipped."""
    decoded = 0
    packets = container.demux(container.streams.audio[0])
    while damage.packets < MAX_DAMAGED_PACKETS:
        try:  # a packet is the unit that can be lost
            packet = next(packets)
            for frame in packet.decode():
                if isinstance(frame, AudioFrame):
                    damage.look_for_gap(frame, decoded)
                    yield frame
                    decoded += frame.samples
        except (StopIteration, av.error.EOFError):
            return
        except av.error.FFmpegError as error:
            log.debug("a packet could not be decoded: %s", error)
            damage.note(decoded)


def of_one_shape(frames: Iterable[AudioFrame], first: AudioFrame) -> Iterator[AudioFrame]:
    """Frames as they are, those of another rate, layout or format converted to that of the first."""
    resampler: av.AudioResampler | None = None
    shape = (first.sample_rate, first.layout.name, first.format.name)
    for frame in frames:
        if (frame.sample_rate, frame.layout.name, frame.format.name) == shape:
            yield frame
        else:
            resampler = resampler or av.AudioResampler(first.format, first.layout, first.sample_rate)
            yield from resampler.resample(frame)


def blocks(frames: Iterable[AudioFrame]) -> Iterator[NDArray[np.generic]]:
    """Interleaved samples of many frames at a time, one-dimensional."""
    # FFmpeg's own queue: a codec's frames are 20 ms short, and an hour of them is 180,000.
    queue = av.AudioFifo()
    for frame in frames:
        frame.pts = None  # the queue would stumble over gaps, which are noted already
        queue.write(frame)
        if queue.samples >= _FRAMES_A_BLOCK:
            yield _interleaved(queue.read())
    if queue.samples:
        yield _interleaved(queue.read())


def _interleaved(frame: AudioFrame | None) -> NDArray[np.generic]:
    assert frame is not None
    samples = frame.to_ndarray()
    return samples.T.reshape(-1) if frame.format.is_planar else samples.reshape(-1)


def _wav_encoding(codec: str, sample_format: str) -> WavEncoding:
    """The WAV encoding that loses nothing of what the codec keeps.

    Lossy codecs decode to floats; 16 bits hold more than they kept.
    """
    name = sample_format.removesuffix("p")
    if name == "u8":
        return "u8"
    if name == "s32":  # also 24-bit FLAC, whose depth PyAV does not tell
        return "s24le" if codec.startswith("pcm_s24") else "s32le"
    if name in ("flt", "dbl") and codec.startswith("pcm_f"):
        return "f32le"
    return "s16le"


def as_wav_samples(samples: NDArray[np.generic], encoding: WavEncoding) -> bytes:
    """FFmpeg's samples as the bytes of a WAV file."""
    if encoding == "s16le" and samples.dtype.kind == "f":
        scaled = np.rint(samples.astype(np.float32) * np.float32(32768))
        rounded: NDArray[np.int16] = np.clip(np.nan_to_num(scaled), -32768, 32767).astype("<i2")
        return rounded.tobytes()
    if encoding == "s24le":  # FFmpeg keeps 24 bits in the upper bytes of 32
        upper: NDArray[np.uint8] = samples.astype("<i4").view(np.uint8).reshape(-1, 4)[:, 1:]
        return upper.tobytes()
    if encoding == "f32le":
        return tame_floats(samples).tobytes()
    dtype = {1: "u1", 2: "<i2", 4: "<i4"}[WAV_SAMPLE_WIDTH[encoding]]
    whole: bytes = samples.astype(dtype, copy=False).tobytes()
    return whole
