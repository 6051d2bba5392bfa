"""Decodes one file of a known container with FFmpeg through PyAV."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from numpy.typing import NDArray

from sambanova.decoding import wav_header
from sambanova.decoding.demuxing import open_with
from sambanova.decoding.signatures import Container
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding, tame_floats
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding, at_places, typical
from sambanova.recording import PartialPcm

log = logging.getLogger(__name__)

MIN_GAP = 0.05  # seconds between timestamps that are a missing chunk; those of WebM are rounded to 1 ms
MAX_DAMAGED_PACKETS = 10_000  # after which decoding stops
_BLOCK_FRAMES = 1 << 18  # frames that are converted at a time


@dataclass(frozen=True, slots=True)
class DecodedContainer:
    """Decoded audio of a container.

    container, codec: names as in the API. sample_rate: Hz. pcm: interleaved frames in `encoding`.
    findings: faults of the container.
    """

    container: str
    codec: str
    sample_rate: int
    channels: int
    encoding: WavEncoding
    pcm: bytes | PartialPcm
    findings: tuple[Finding, ...] = ()


class Listener(Protocol):
    """Receives the PCM of a long recording while it is decoded.

    The recording that `decode` returns afterwards has no PCM.
    """

    def begins(self, decoded: DecodedContainer, expected: int) -> None:
        """Called once, first. decoded: the recording without PCM. expected: bytes of PCM."""

    def goes_on(self, pcm: bytes) -> None:
        """Called with the next frames."""


@dataclass(slots=True)
class Damage:
    """The damage of a container, collected while it is decoded.

    packets: number of packets that could not be decoded. damaged: frames before each place with such packets.
    gaps: for each, the frames before it, and the seconds that are missing.
    """

    packets: int = 0
    damaged: list[int] = field(default_factory=list)
    gaps: list[tuple[int, float]] = field(default_factory=list)
    _expected_time: float | None = None  # seconds; of the next frame

    def note(self, decoded: int) -> None:
        """Records a packet that could not be decoded. The gap that it leaves is not recorded again.

        decoded: frames before it.
        """
        if self.damaged[-1:] != [decoded]:
            self.damaged.append(decoded)
        self.packets += 1
        self._expected_time = None

    def add(self, later: Damage, before: int) -> None:
        """Adds the damage of the next joined file, which starts after `before` frames."""
        self.packets += later.packets
        self.damaged += [before + frames for frames in later.damaged]
        self.gaps += [(before + frames, seconds) for frames, seconds in later.gaps]

    def look_for_gap(self, frame: AudioFrame, decoded: int) -> None:
        """Records a gap between the timestamps of the last frame and this one. decoded: frames before it."""
        time = frame.time
        if time is None or not frame.sample_rate:
            return
        if self._expected_time is not None and time - self._expected_time > MIN_GAP:
            self.gaps.append((decoded, time - self._expected_time))
        self._expected_time = time + frame.samples / frame.sample_rate

    def findings(self, sample_rate: int) -> tuple[Finding, ...]:
        """One finding for each kind of damage. sample_rate: Hz."""
        return (*self._damaged_findings(sample_rate), *self._gap_findings(sample_rate))

    def _damaged_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.packets:
            return
        yield at_places(
            "container_damaged",
            "error",
            f"{'One part' if self.packets == 1 else f'{self.packets:,} parts'} of the recording could not be "
            "decoded and were left out.",
            "Look for chunks that were dropped or written out of order.",
            [before / sample_rate for before in self.damaged],
        )

    def _gap_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.gaps:
            return
        at = self.gaps[0][0] / sample_rate
        lengths = [seconds for _, seconds in self.gaps]
        one = f"{lengths[0]:.2f} s are missing at {at:.2f} s: the timestamps jump there."
        many = (
            f"{len(lengths):,} gaps of {typical(lengths)}, {sum(lengths):.2f} s in all, the first at "
            f"{at:.2f} s: the timestamps jump there."
        )
        yield at_places(
            "chunk_missing",
            "error",
            one if len(lengths) == 1 else many,
            "Look for a chunk that was dropped, or written after the recording had ended.",
            [before / sample_rate for before, _ in self.gaps],
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the PCM of a long recording goes. expected: its frames."""

    listener: Listener
    expected: int


def decode_file(
    kind: Container, data: bytes, max_bytes: int, damage: Damage, progress: Progress | None = None
) -> DecodedContainer | None:
    """Decodes one file, and records its damage in `damage`; None if FFmpeg finds no audio in it.

    max_bytes: of the PCM; raises BufferTooLarge if there is more.
    """
    faults: tuple[Finding, ...] = ()
    if kind.name == "wav":
        data, faults = wav_header.repaired(data)
    try:
        with open_with(kind.demuxer, data) as container:
            if not container.streams.audio:
                return None
            decoded = _decode_stream(kind, container, max_bytes, damage, progress)
            return with_findings(decoded, *faults, *decoded.findings) if decoded else None
    except (av.error.FFmpegError, ValueError) as error:  # PyAV raises ValueError for unusable parameters
        log.debug("FFmpeg refused a %s: %s", kind.name, error)
        return None


def _decode_stream(
    kind: Container, container: InputContainer, max_bytes: int, damage: Damage, progress: Progress | None
) -> DecodedContainer | None:
    stream = container.streams.audio[0]
    if stream.codec_context is None:  # FFmpeg does not know the codec
        return None
    codec = stream.codec_context.codec.canonical_name
    frames = iter(_decoded_frames(container, damage))
    first = next(frames, None)
    if first is None or not first.sample_rate:
        return None
    sample_rate, channels = first.sample_rate, first.layout.nb_channels
    encoding = _wav_encoding(codec, first.format.name)
    uniform = of_one_shape(itertools.chain([first], frames), first)
    name = codec.removeprefix("pcm_") if codec.removeprefix("pcm_") in ENCODINGS else codec
    decoded = DecodedContainer(kind.name, name, sample_rate, channels, encoding, b"")
    frame_width = WAV_SAMPLE_WIDTH[encoding] * channels
    if progress:
        if progress.expected * frame_width > max_bytes:
            raise too_large(max_bytes)
        progress.listener.begins(decoded, progress.expected * frame_width)
    pcm = bytearray()
    size = 0
    for block in blocks(uniform):
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
    """The same recording with these findings instead of its own."""
    return replace(decoded, findings=findings)


def too_large(max_bytes: int) -> BufferTooLarge:
    """The error for a recording that decodes to more than `max_bytes`."""
    return BufferTooLarge(
        f"The recording decodes to more than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB to open it."
    )


def _decoded_frames(container: InputContainer, damage: Damage) -> Iterator[AudioFrame]:
    """The frames of the first audio stream; packets that cannot be decoded are recorded and skipped."""
    decoded = 0
    packets = container.demux(container.streams.audio[0])
    while damage.packets < MAX_DAMAGED_PACKETS:
        try:  # the next packet may be intact
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
    """The frames, with any other sample rate, layout or format converted to that of the first."""
    resampler: av.AudioResampler | None = None
    shape = (first.sample_rate, first.layout.name, first.format.name)
    for frame in frames:
        if (frame.sample_rate, frame.layout.name, frame.format.name) == shape:
            yield frame
        else:
            resampler = resampler or av.AudioResampler(first.format, first.layout, first.sample_rate)
            yield from resampler.resample(frame)


def blocks(frames: Iterable[AudioFrame]) -> Iterator[NDArray[np.generic]]:
    """Interleaved samples in larger blocks, one-dimensional."""
    # A queue of FFmpeg, as an hour of Opus is 180,000 frames of 20 ms.
    queue = av.AudioFifo()
    for frame in frames:
        frame.pts = None  # the queue refuses gaps, which are recorded already
        queue.write(frame)
        if queue.samples >= _BLOCK_FRAMES:
            yield _interleaved(queue.read())
    if queue.samples:
        yield _interleaved(queue.read())


def _interleaved(frame: AudioFrame | None) -> NDArray[np.generic]:
    assert frame is not None
    samples = frame.to_ndarray()
    return samples.T.reshape(-1) if frame.format.is_planar else samples.reshape(-1)


def _wav_encoding(codec: str, sample_format: str) -> WavEncoding:
    """The smallest WAV encoding that holds all that the codec stores.

    Lossy codecs decode to floats, but 16 bits hold all of their precision.
    """
    name = sample_format.removesuffix("p")
    if name == "u8":
        return "u8"
    if name == "s32":  # also 24-bit FLAC, as PyAV has no attribute for its depth
        return "s24le" if codec.startswith("pcm_s24") else "s32le"
    if name in ("flt", "dbl") and codec.startswith("pcm_f"):
        return "f32le"
    return "s16le"


def as_wav_samples(samples: NDArray[np.generic], encoding: WavEncoding) -> bytes:
    """Samples of FFmpeg as the bytes of a WAV file in `encoding`."""
    if encoding == "s16le" and samples.dtype.kind == "f":
        scaled = np.rint(samples.astype(np.float32) * np.float32(32768))
        rounded: NDArray[np.int16] = np.clip(np.nan_to_num(scaled), -32768, 32767).astype("<i2")
        return rounded.tobytes()
    if encoding == "s24le":  # FFmpeg has them in the upper 24 of 32 bits
        upper: NDArray[np.uint8] = samples.astype("<i4").view(np.uint8).reshape(-1, 4)[:, 1:]
        return upper.tobytes()
    if encoding == "f32le":
        return tame_floats(samples).tobytes()
    dtype = {1: "u1", 2: "<i2", 4: "<i4"}[WAV_SAMPLE_WIDTH[encoding]]
    whole: bytes = samples.astype(dtype, copy=False).tobytes()
    return whole
