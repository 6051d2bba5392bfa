"""Audio inside a container, decoded by FFmpeg through PyAV.

A magic number proves nothing: random bytes match some. A container is claimed only when FFmpeg's
demuxer of that kind opens it and its decoder gives sound.
"""

from __future__ import annotations

import itertools
import logging
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from numpy.typing import NDArray

from sambanova.decoding import length as long_recording
from sambanova.decoding import packets as packet_recovery
from sambanova.decoding import wav_header as wav_repair
from sambanova.decoding.demuxing import open_with
from sambanova.decoding_pcm import DecodingPcm
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding, tame_floats
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding, counted

log = logging.getLogger(__name__)

_LATE_HEADER_SEARCH = 1 << 20  # bytes at the beginning in which a late header is looked for
_MOST_DAMAGED_PACKETS = 10_000  # damaged packets after which decoding is given up
_LEAST_GAP = 0.05  # seconds by which timestamps jump when a chunk is missing; WebM keeps milliseconds
_MOST_GAPS = 10  # that are told one by one
_MOST_FILES = 1000  # joined files that are looked for in one buffer
_CHAIN_SEARCH = 8192  # bytes at the beginning in which the first whole frame is looked for
_CHAIN_FRAMES = 8  # in a row; random bytes have two in a row once in 100,000 tries
_LONGEST_FRAME = 2048  # bytes of MP3 at 320 kbit/s, or of AAC
_SYNC = re.compile(rb"\xff(?=[\xe0-\xff])")
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
    pcm: bytes | DecodingPcm
    findings: tuple[Finding, ...] = ()


class Listener(Protocol):
    """Is told of a long recording while it is being decoded, piece by piece.

    The recording that `decode` returns afterwards has no samples any more.
    """

    def begins(self, decoded: DecodedContainer, expected: int) -> None:
        """What it is, without samples, and how many bytes of them are to be expected."""

    def goes_on(self, pcm: bytes) -> None:
        """The next samples."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A container: its name in the API, FFmpeg's demuxer, and how its first bytes look."""

    name: str
    demuxer: str
    begins: Callable[[bytes], bool]
    late: re.Pattern[bytes] | None = None  # a header that is unmistakable also further on


_MPEG_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MPEG1_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_KBPS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_ADTS_RATES = 13  # indices of sampling frequencies that ISO/IEC 13818-7 defines


def _mp3_frame_length(header: bytes) -> int:
    """Bytes of the MPEG layer III frame that begins with `header` (ISO/IEC 11172-3, 2.4.1.3); 0 for none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    kbps = (_MPEG1_KBPS if version == 3 else _MPEG2_KBPS)[bitrate]
    return (144 if version == 3 else 72) * kbps * 1000 // _MPEG_RATES[version][rate] + padding


def _adts_frame_length(header: bytes) -> int:
    """Bytes of the AAC frame that begins with `header` (ISO/IEC 13818-7, 6.2.1); 0 for none."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    if header[2] >> 2 & 15 >= _ADTS_RATES:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0


# Bytes behind the first one of a frame, by frame type (RFC 4867, 5.3; 3GPP TS 26.101 and 26.201).
_AMR_NB_BYTES = dict(enumerate((12, 13, 15, 17, 19, 20, 26, 31, 5))) | {15: 0}
_AMR_WB_BYTES = dict(enumerate((17, 23, 32, 36, 40, 46, 50, 58, 60, 5))) | {14: 0, 15: 0}


def _amr_frame_length(header: bytes, payload: dict[int, int]) -> int:
    """Bytes of the AMR frame that begins with `header`; 0 for none."""
    padding, kind = header[0] & 0x83, header[0] >> 3 & 15
    return 0 if padding else 1 + payload.get(kind, -1)


def _is_chain(data: bytes, frame_length: Callable[[bytes], int], least: int = 4) -> bool:
    """Whether `data` begins with `least` frames, each followed at once by the next, or ends before."""
    position = 0
    for found in itertools.count():
        if position >= len(data):
            return found >= 2
        if found == least:
            return True
        length = frame_length(data[position : position + 8])
        if not length:
            return False
        position += length
    return False


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


def _is_riff_wave(data: bytes) -> bool:
    return data[:4] in (b"RIFF", b"RF64", b"RIFX") and data[8:12] == b"WAVE"


def _is_mp4(data: bytes) -> bool:
    return data[4:8] in (b"ftyp", b"styp", b"moof", b"moov")


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or _is_chain(data, _mp3_frame_length)


def _is_amr(data: bytes) -> bool:
    magic, _, frames = data[:1024].partition(b"\n")
    payload = {b"#!AMR": _AMR_NB_BYTES, b"#!AMR-WB": _AMR_WB_BYTES}.get(magic)
    return payload is not None and _is_chain(frames, lambda header: _amr_frame_length(header, payload), 8)


_LATE_WEBM = re.compile(rb"\x1aE\xdf\xa3.{5,60}?(?:webm|matroska)", re.S)
_LATE_OGG = re.compile(rb"OggS\x00\x02.{20,22}(?:\x01vorbis|OpusHead|\x7fFLAC|Speex)", re.S)
_LATE_WAV = re.compile(rb"RIFF.{4}WAVEfmt ", re.S)
_LATE_FLAC = re.compile(rb"fLaC\x00\x00\x00\x22")
_LATE_MP3 = re.compile(rb"ID3[\x02-\x04]\x00[\x00\x40\x80][\x00-\x7f]{4}")
_LATE_MP4 = re.compile(rb".{4}ftyp(?:isom|iso\d|mp4\d|M4A |M4B |dash|3gp\d|qt  )", re.S)

_KINDS = (
    _Kind("webm", "matroska", _begins(b"\x1aE\xdf\xa3"), _LATE_WEBM),
    _Kind("ogg", "ogg", _begins(b"OggS\x00"), _LATE_OGG),
    _Kind("wav", "wav", _is_riff_wave, _LATE_WAV),
    _Kind("flac", "flac", _begins(b"fLaC"), _LATE_FLAC),
    _Kind("mp4", "mov", _is_mp4, _LATE_MP4),
    _Kind("mp3", "mp3", _is_mp3, _LATE_MP3),
    _Kind("aac", "aac", lambda data: _is_chain(data, _adts_frame_length)),
    _Kind("aiff", "aiff", lambda data: data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC")),
    _Kind("au", "au", _begins(b".snd")),
    _Kind("amr", "amr", _is_amr),
    _Kind("caf", "caf", _begins(b"caff\x00\x01")),
)
_KINDS_BY_NAME = {kind.name: kind for kind in _KINDS}


def may_be_one(data: bytes) -> bool:
    """Whether it is worth trying to decode `data`; quick, and True for much that is none."""
    head = data[:_LATE_HEADER_SEARCH]
    return (
        any(kind.begins(data) or (kind.late and kind.late.search(head)) for kind in _KINDS)
        or packet_recovery.may_have_packets(data)
        or wav_repair.rebuilt(data) is not None
        or _first_chain(data) is not None
    )


def why_unreadable(data: bytes) -> str | None:
    """What is missing in a file that does not decode, and what to do; None where that is not known."""
    if not _is_mp4(data):
        return None
    if data[4:8] == b"moof" or (b"moof" in data and b"moov" not in data):
        return (
            "This is a part of an MP4 recording without its beginning, which says how to decode it: "
            "store the first chunk of the recorder, too, in front of the others."
        )
    if b"moov" not in data:
        return (
            "This MP4 file ends before its index (moov), without which nothing can be decoded: "
            "write the field when the recording is complete, or record fragmented MP4 or WebM."
        )
    return "This MP4 file is damaged, or holds no sound that can be decoded: look how its chunks are joined."


def decode(data: bytes, max_bytes: int, listener: Listener | None = None) -> DecodedContainer | None:
    """Decodes the container in `data`, or returns None when there is none that decodes.

    Several recordings one after another (a writer that appended whole files) give one after another.
    listener: is given the samples of a long recording as they come.
    Raises BufferTooLarge when there would be more than `max_bytes` of PCM.
    """
    for kind in _KINDS:
        if kind.begins(data):
            decoded = _decode_all(kind, data, max_bytes, listener)
            if decoded is not None:
                return decoded
    return _decode_late(data, max_bytes) or _decode_damaged(data, max_bytes)


def _decode_damaged(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes what has lost its header, or has a damaged one."""
    chain = _first_chain(data)
    if chain is not None:
        kind, start = chain
        decoded = _decode_all(kind, data[start:], max_bytes)
        if decoded is not None:
            return _with_findings(decoded, _beginning_lost(start), *decoded.findings)
    wav = wav_repair.rebuilt(data)
    if wav is not None:
        decoded = _decode_all(_KINDS_BY_NAME["wav"], wav, max_bytes)
        if decoded is not None:
            return _with_findings(decoded, _HEADER_DAMAGED, *decoded.findings)
    found = packet_recovery.find_packets(data)
    return _decode_packets(found, max_bytes) if found else None


def _first_chain(data: bytes) -> tuple[_Kind, int] | None:
    """Where frames of MP3 or AAC follow one another, when the beginning is cut in the middle of one."""
    head = data[: _CHAIN_SEARCH + _CHAIN_FRAMES * _LONGEST_FRAME]
    for found in _SYNC.finditer(head[:_CHAIN_SEARCH]):
        for name, frame_length in (("mp3", _mp3_frame_length), ("aac", _adts_frame_length)):
            if frame_length(head[found.start() : found.start() + 8]) and _is_chain(
                head[found.start() :], frame_length, _CHAIN_FRAMES
            ):
                return _KINDS_BY_NAME[name], found.start()
    return None


def _beginning_lost(position: int) -> Finding:
    return Finding(
        "container_header_missing",
        "warning",
        f"The recording begins in the middle of a frame; {counted(position, 'byte')} of it "
        f"{'was' if position == 1 else 'were'} skipped.",
        "The beginning was cut off: keep whole frames when the buffer is shortened.",
    )


_HEADER_DAMAGED = Finding(
    "container_header_damaged",
    "warning",
    "The first bytes of the WAV header are damaged or missing; it was put together from the rest.",
    "Look what overwrites or cuts off the beginning of the field.",
)
_HEADER_MISSING = Finding(
    "container_header_missing",
    "error",
    "The beginning of the recording with its header is missing; what follows was played without it.",
    "The recorder's first chunk was lost: it holds the header, and other players need it.",
    0.0,
)
_FAILING_SHARE = 0.1  # of the packets that may fail to decode; more, and they are something else
_OPUS_RATE = 48000  # Hz, at which Opus is decoded (RFC 7845, 5.1)


def _decode_packets(found: packet_recovery.Packets, max_bytes: int) -> DecodedContainer | None:
    """Decodes Opus packets that were found without their container."""
    decoder = av.CodecContext.create("opus", "r")
    assert isinstance(decoder, av.AudioCodecContext)
    # The header that got lost, but for what it says of gain and delay (RFC 7845, 5.1).
    decoder.extradata = b"OpusHead\x01" + struct.pack("<BHIhB", found.channels, 0, _OPUS_RATE, 0, 0)
    frames: list[AudioFrame] = []
    failed = size = 0
    for packet in found.packets:
        try:
            decoded = decoder.decode(av.Packet(packet))
        except (av.error.FFmpegError, ValueError):
            failed += 1
            continue
        frames += decoded
        size += sum(frame.samples for frame in decoded) * found.channels * WAV_SAMPLE_WIDTH["s16le"]
        if size > max_bytes:
            raise _too_large(max_bytes)
    if not frames or failed > _FAILING_SHARE * len(found.packets):
        return None
    alike = _of_one_shape(frames, frames[0])
    pcm = b"".join(_as_wav_samples(block, "s16le") for block in _blocks(alike))
    channels = frames[0].layout.nb_channels
    return DecodedContainer(
        found.container, "opus", frames[0].sample_rate, channels, "s16le", pcm, (_HEADER_MISSING,)
    )


def _too_large(max_bytes: int) -> BufferTooLarge:
    return BufferTooLarge(
        f"The recording decodes to more than {max_bytes >> 20} MB; raise AUDIO_MAX_BUFFER_MB to open it."
    )


def _decode_late(data: bytes, max_bytes: int) -> DecodedContainer | None:
    """Decodes a container whose header stands behind bytes that are none of it."""
    head = data[:_LATE_HEADER_SEARCH]
    for kind in _KINDS:
        found = kind.late.search(head) if kind.late else None
        if found is None or found.start() == 0:
            continue
        decoded = _decode_all(kind, data[found.start() :], max_bytes)
        if decoded is not None:
            late = Finding(
                "container_header_late",
                "warning",
                f"The header stands {counted(found.start(), 'byte')} late; what is before it was skipped.",
                "Clear the field when a recording begins, so that nothing older stays in front of it.",
            )
            return _with_findings(decoded, late, *decoded.findings)
    return None


def _with_findings(decoded: DecodedContainer, *findings: Finding) -> DecodedContainer:
    return DecodedContainer(
        decoded.container,
        decoded.codec,
        decoded.sample_rate,
        decoded.channels,
        decoded.encoding,
        decoded.pcm,
        findings,
    )


def _decode_all(
    kind: _Kind, data: bytes, max_bytes: int, listener: Listener | None = None
) -> DecodedContainer | None:
    """Decodes `data`, which may be several files of one kind joined together."""
    parts: list[DecodedContainer] = []
    pieces = list(_files(kind, data))
    if listener and len(pieces) == 1 and (expected := long_recording.expected_frames(data, kind.demuxer)):
        return _decode_one(kind, data, max_bytes, _Told(listener, expected))
    for piece in pieces:
        room = max_bytes - sum(len(part.pcm) for part in parts)
        part = _decode_one(kind, piece, room)
        if part is not None:
            parts.append(part)
    if not parts:
        return None
    first = parts[0]
    shape = (first.codec, first.sample_rate, first.channels, first.encoding)
    alike = [part for part in parts if (part.codec, part.sample_rate, part.channels, part.encoding) == shape]
    findings = [finding for part in alike for finding in part.findings]
    if len(parts) > 1:
        findings.append(
            Finding(
                "several_recordings",
                "warning",
                f"{len(parts)} recordings stand one after another; most players play only the first.",
                "Replace the field instead of appending when a whole recording is written.",
            )
        )
    if len(alike) == 1:
        return _with_findings(first, *findings)
    return DecodedContainer(
        *(first.container, *shape[:3], first.encoding),
        b"".join(part.pcm[:] for part in alike),
        tuple(findings),
    )


def _files(kind: _Kind, data: bytes) -> Iterator[bytes]:
    """The files that were joined into `data`; the demuxers of Ogg and AAC join by themselves."""
    starts = [0]
    if kind.name in ("webm", "wav", "flac", "mp4", "mp3") and kind.late is not None:
        later = (found.start() for found in kind.late.finditer(data) if found.start() > 0)
        starts += itertools.islice(later, _MOST_FILES)
    for start, end in itertools.pairwise([*starts, len(data)]):
        yield data[start:end] if (start, end) != (0, len(data)) else data


@dataclass(frozen=True, slots=True)
class _Told:
    """Who listens to a recording, and how many frames it is expected to have."""

    listener: Listener
    expected: int


def _decode_one(
    kind: _Kind, data: bytes, max_bytes: int, told: _Told | None = None
) -> DecodedContainer | None:
    """Decodes one file; None when FFmpeg finds no sound in it."""
    wrong: tuple[Finding, ...] = ()
    if kind.name == "wav":
        data, wrong = wav_repair.repaired(data)
    try:
        with open_with(kind.demuxer, data) as container:
            if not container.streams.audio:
                return None
            decoded = _decode_stream(kind, container, max_bytes, told)
            return _with_findings(decoded, *wrong, *decoded.findings) if decoded else None
    except (av.error.FFmpegError, ValueError) as error:  # PyAV raises ValueError for unusable parameters
        log.debug("FFmpeg refused a %s: %s", kind.name, error)
        return None


def _decode_stream(
    kind: _Kind, container: InputContainer, max_bytes: int, told: _Told | None
) -> DecodedContainer | None:
    stream = container.streams.audio[0]
    if stream.codec_context is None:  # a codec that this FFmpeg does not know
        return None
    codec = stream.codec_context.codec.canonical_name
    damage = _Damage()
    frames = iter(_decoded_frames(container, damage))
    first = next(frames, None)
    if first is None or not first.sample_rate:
        return None
    sample_rate, channels = first.sample_rate, first.layout.nb_channels
    encoding = _wav_encoding(codec, first.format.name)
    alike = _of_one_shape(itertools.chain([first], frames), first)
    name = codec.removeprefix("pcm_") if codec.removeprefix("pcm_") in ENCODINGS else codec
    decoded = DecodedContainer(kind.name, name, sample_rate, channels, encoding, b"")
    frame_width = WAV_SAMPLE_WIDTH[encoding] * channels
    if told:
        if told.expected * frame_width > max_bytes:
            raise _too_large(max_bytes)
        told.listener.begins(decoded, told.expected * frame_width)
    pcm = bytearray()
    size = 0
    for block in _blocks(alike):
        samples = _as_wav_samples(block, encoding)
        size += len(samples)
        if size > max_bytes:
            raise _too_large(max_bytes)
        if told:
            told.listener.goes_on(samples)
        else:
            pcm += samples
    if not size:
        return None
    return replace(decoded, pcm=bytes(pcm), findings=damage.findings(sample_rate))


@dataclass(slots=True)
class _Damage:
    """What is missing: packets that could not be decoded, the frames before the first, and gaps."""

    packets: int = 0
    first_frame: int = 0
    gaps: list[tuple[int, float]] = field(default_factory=list)  # frames before, seconds missing
    _due: float | None = None  # seconds; the time that the next frame should have

    def note(self, decoded: int) -> None:
        """Notes a packet that could not be decoded; the jump of time that it makes is no other fault."""
        self.first_frame = self.first_frame if self.packets else decoded
        self.packets += 1
        self._due = None

    def look_for_gap(self, frame: AudioFrame, decoded: int) -> None:
        """Notes a jump of the timestamps from one frame to the next. decoded: frames before."""
        at = frame.time
        if at is None or not frame.sample_rate:
            return
        if self._due is not None and at - self._due > _LEAST_GAP:
            self.gaps.append((decoded, at - self._due))
        self._due = at + frame.samples / frame.sample_rate

    def findings(self, sample_rate: int) -> tuple[Finding, ...]:
        """Everything that is wrong, in words."""
        damaged = [self.finding(self.first_frame / sample_rate)] if self.packets else []
        missing = [
            Finding(
                "chunk_missing",
                "error",
                f"{seconds:.2f} s are missing at {before / sample_rate:.2f} s: the timestamps jump there.",
                "Look for a chunk that was dropped, or written after the recording had ended.",
                before / sample_rate,
            )
            for before, seconds in self.gaps[:_MOST_GAPS]
        ]
        return (*damaged, *missing)

    def finding(self, at_seconds: float) -> Finding:
        """The damage in words."""
        places = "One part" if self.packets == 1 else f"{self.packets} parts"
        return Finding(
            "container_damaged",
            "error",
            f"{places} of the recording could not be decoded and were left out.",
            "Look for chunks that were dropped or written out of order.",
            at_seconds,
        )


def _decoded_frames(container: InputContainer, damage: _Damage) -> Iterator[AudioFrame]:
    """The frames of the first audio stream; what cannot be decoded is counted and skipped."""
    decoded = 0
    packets = container.demux(container.streams.audio[0])
    while damage.packets < _MOST_DAMAGED_PACKETS:
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


def _of_one_shape(frames: Iterable[AudioFrame], first: AudioFrame) -> Iterator[AudioFrame]:
    """Frames as they are, those of another rate, layout or format converted to that of the first."""
    resampler: av.AudioResampler | None = None
    shape = (first.sample_rate, first.layout.name, first.format.name)
    for frame in frames:
        if (frame.sample_rate, frame.layout.name, frame.format.name) == shape:
            yield frame
        else:
            resampler = resampler or av.AudioResampler(first.format, first.layout, first.sample_rate)
            yield from resampler.resample(frame)


def _blocks(frames: Iterable[AudioFrame]) -> Iterator[NDArray[np.generic]]:
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


def _as_wav_samples(samples: NDArray[np.generic], encoding: WavEncoding) -> bytes:
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
