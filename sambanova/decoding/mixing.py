"""Puts the tracks of a session side by side, each at its time, in one recording."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import soxr
from numpy.typing import NDArray

from sambanova.audio_format import AudioFormat
from sambanova.audio_names import SIDES, direction_in
from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.encodings import ENCODINGS, WAV_SAMPLE_WIDTH, WavEncoding
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding, at_places
from sambanova.recording import Recording

# Seconds without any track that are left out, the first that makes the result small enough.
_LONGEST_SILENCES = (600.0, 60.0, 10.0, 2.0)
_KEPT_SILENCE = 1.0  # seconds of a silence that is left out, so that one hears that there is one

_BLOCK_FRAMES = 1 << 20  # frames that are mixed at a time

# The encoding of each is kept exactly in 16 bits.
_NARROW = ("u8", "s16le")

_SIDES = ("left", "right")
_MAX_NAME = 40  # characters of the name of a track in a message
_UNITS = (("days", 86_400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


@dataclass(frozen=True, slots=True)
class TimedRecording:
    """One track. name: such as `user`. times: None if nothing tells when its chunks were written."""

    name: str
    recording: Recording
    times: ChunkTimes | None = None


@dataclass(slots=True)
class _Part:
    """Frames of a track that lie together.

    first, stop: frames of the track. begins: where they lie, in seconds. duration: seconds.
    """

    first: int
    stop: int
    begins: float
    duration: float

    @property
    def ends(self) -> float:
        """Seconds."""
        return self.begins + self.duration


def in_step(tracks: Sequence[TimedRecording], max_bytes: int) -> Recording:
    """The tracks as one recording, a channel for each, in step where their times are known.

    Chunks lie one behind the other, with silence between them where none were written for a while. Where
    no track has sound for ten minutes, or for less if the result is too large, that is left out. Waits
    until all are decoded. tracks: at least one. max_bytes: of the PCM. Raises BufferTooLarge.

        in_step([TimedRecording("user", user, times), TimedRecording("agent", agent, other_times)], 1 << 29)
    """
    for track in tracks:
        track.recording.decoded_findings()  # waits until decoding ends
    rate = max(track.recording.sample_rate for track in tracks)
    encoding = _common_encoding(tracks)
    is_narrow = encoding == "s16le"
    frame_width = WAV_SAMPLE_WIDTH[encoding] * len(tracks)
    lanes = _placed(tracks)
    left_out, frames = _shortened(lanes, rate, max_bytes // frame_width)
    pcm = np.zeros((frames, len(tracks)), "<i2" if is_narrow else "<f4")
    for index, (track, lane) in enumerate(zip(tracks, lanes, strict=True)):
        _fill(pcm[:, index], track.recording, lane.parts, rate)
    own = [track.recording.decoded_findings() for track in tracks]
    findings = _all_findings(tracks, own, lanes, left_out)
    stored = b"".join(track.recording.stored for track in tracks)
    return Recording(_format(tracks, encoding, rate), encoding, pcm.tobytes(), stored, findings)


def findings_in_step(
    tracks: Sequence[TimedRecording], found: Sequence[Sequence[Finding]], max_bytes: int
) -> tuple[Finding, ...]:
    """The findings of the tracks, with their places in the result of `in_step` and the name of the track.

    found: of each track. Raises BufferTooLarge.
    """
    rate = max(track.recording.sample_rate for track in tracks)
    frame_width = WAV_SAMPLE_WIDTH[_common_encoding(tracks)] * len(tracks)
    lanes = _placed(tracks)
    left_out, _ = _shortened(lanes, rate, max_bytes // frame_width)
    return _all_findings(tracks, found, lanes, left_out)


def _common_encoding(tracks: Sequence[TimedRecording]) -> WavEncoding:
    """16 bits if all tracks fit into them, else floats."""
    return "s16le" if all(track.recording.encoding in _NARROW for track in tracks) else "f32le"


def _all_findings(
    tracks: Sequence[TimedRecording],
    found: Sequence[Sequence[Finding]],
    lanes: list[_Lane],
    left_out: list[_LeftOut],
) -> tuple[Finding, ...]:
    # What is true of all tracks, such as that raw bytes are stored, is said once.
    shared = [
        finding
        for finding in found[0]
        if len(tracks) > 1 and finding.at_seconds is None and all(finding in others for others in found)
    ]
    findings = [*shared, *_about_time(tracks, lanes, left_out)]
    for index, (track, lane) in enumerate(zip(tracks, lanes, strict=True)):
        name = _label(track, index) if len(tracks) > 1 else ""
        findings += [_moved(one, name, lane.parts) for one in found[index] if one not in shared]
    return tuple(findings)


def mixed(recording: Recording) -> Recording:
    """The recording for two ears: one or two channels stay, of more the sum is mono.

    Usually one side speaks at a time, and the sum has it as loud as it is, which the average has not. If
    the sum would clip somewhere, all of it is made softer alike, so that the volume does not move. Waits
    until all is decoded.
    """
    if recording.channels <= len(_SIDES):
        return recording
    recording.decoded_findings()
    total = np.empty(recording.frame_count, np.float32)
    limit = 1.0  # or the loudest sample of a side, as floats may have another full scale
    for start in range(0, len(total), _BLOCK_FRAMES):
        block = recording.samples(start, start + _BLOCK_FRAMES)
        total[start : start + _BLOCK_FRAMES] = block.sum(axis=1)
        limit = max(limit, float(np.abs(block).max()))
    total *= np.float32(limit / max(limit, float(np.abs(total).max(initial=0.0))))
    is_narrow = recording.encoding in _NARROW
    pcm = _as_s16(total) if is_narrow else total
    return replace(
        recording,
        format=replace(recording.format, channels=1),
        encoding="s16le" if is_narrow else "f32le",
        pcm=pcm.tobytes(),
    )


def only(recording: Recording, lanes: Sequence[int]) -> Recording:
    """Some channels of the result of `in_step`, at their times. lanes: their indexes, at least one."""
    sample = np.dtype("<i2" if recording.encoding == "s16le" else "<f4")
    frames = np.frombuffer(recording.pcm[:], sample).reshape(-1, recording.channels)
    return replace(
        recording,
        format=replace(recording.format, channels=len(lanes)),
        pcm=frames[:, list(lanes)].tobytes(),
    )


def amplified(recording: Recording, gains: Sequence[float]) -> Recording:
    """The result of `in_step` or `only` with a gain for each channel; what is too loud is clipped.

    gains: decibels.
    """
    is_narrow = recording.encoding == "s16le"
    factors = np.power(10.0, np.asarray(gains, np.float32) / 20).astype(np.float32)
    louder = np.empty((recording.frame_count, recording.channels), "<i2" if is_narrow else "<f4")
    for start in range(0, len(louder), _BLOCK_FRAMES):
        block = recording.samples(start, start + _BLOCK_FRAMES) * factors
        louder[start : start + _BLOCK_FRAMES] = _as_s16(block) if is_narrow else block
    return replace(recording, pcm=louder.tobytes())


# ---------------------------------------------------------------- time


@dataclass(slots=True)
class _Lane:
    """The parts of a track, and whether their times are known."""

    parts: list[_Part]
    is_timed: bool


def _placed(tracks: Sequence[TimedRecording]) -> list[_Lane]:
    """The lane of each track; the first with times begins at 0, and so do those without."""
    lanes = [_lane(track) for track in tracks]
    origin = min((lane.parts[0].begins for lane in lanes if lane.is_timed), default=0.0)
    for lane in lanes:
        end = 0.0
        for part in lane.parts:
            # A chunk never overlaps the one before, even if it was written too soon.
            part.begins = max(part.begins - origin if lane.is_timed else 0.0, end)
            end = part.ends
    return lanes


def _lane(track: TimedRecording) -> _Lane:
    """The parts of a track, at Unix seconds; one at 0 if no time is known."""
    recording = track.recording
    frames, rate = recording.frame_count, recording.sample_rate
    is_computed = direction_in(track.name) in SIDES["agent"]
    places = _places(recording, track.times, is_computed) if track.times is not None else []
    # Frames before the first chunk with a time lie directly before it.
    first, began = places[0] if places else (0, 0.0)
    starts = [(0, began - first / rate), *places[1:]]
    stops = [first for first, _ in places[1:]] + [frames]
    parts = [
        _Part(first, stop, began, (stop - first) / rate)
        for (first, began), stop in zip(starts, stops, strict=True)
        if stop > first
    ]
    return _Lane(parts, bool(places and parts))


def _places(recording: Recording, times: ChunkTimes, is_computed: bool) -> list[tuple[int, float]]:
    """Where stretches begin: frame, ascending, and Unix seconds; none if no time is known.

    is_computed: whether a speech service may have made the sound.
    """
    stored = ENCODINGS.get(recording.format.encoding or "")
    if recording.format.container is not None or stored is None:
        # The offsets of chunks say nothing about the frames in a container.
        began = times.first_began()
        return [] if began is None else [(0, began)]
    width = stored.sample_width * recording.channels
    return [
        (min(recording.frame_count, max(0, stretch.offset - recording.format.offset) // width), stretch.began)
        for stretch in times.stretches(width * recording.sample_rate, is_computed=is_computed)
    ]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """A silence that was left out. at: where, in seconds of the result. seconds: its length."""

    at: float
    seconds: float


def _shortened(lanes: list[_Lane], rate: int, max_frames: int) -> tuple[list[_LeftOut], int]:
    """Takes long silences out of all lanes alike. Returns them, and the number of frames of the result."""
    all_parts = [part for lane in lanes for part in lane.parts]
    begins = [part.begins for part in all_parts]
    for longest in _LONGEST_SILENCES:
        for part, at in zip(all_parts, begins, strict=True):
            part.begins = at
        left_out = [*_take_out(all_parts, longest)]
        frames = max((_end_frame(lane.parts, rate) for lane in lanes), default=0)
        if frames <= max_frames:
            return left_out, frames
    raise BufferTooLarge(
        "The tracks of this session are too long side by side; raise AUDIO_MAX_BUFFER_MB, or choose a track."
    )


def _take_out(parts: list[_Part], longest: float) -> Iterator[_LeftOut]:
    """Shortens the silences between the parts of all lanes that are longer than `longest` seconds."""
    end, earlier = 0.0, 0.0
    for part in sorted(parts, key=lambda part: part.begins):
        part.begins -= earlier
        silence = part.begins - end
        if silence > longest:
            excess = silence - _KEPT_SILENCE
            part.begins -= excess
            earlier += excess
            yield _LeftOut(end, excess)
        end = max(end, part.ends)


def _end_frame(parts: list[_Part], rate: int) -> int:
    """The number of frames of a lane at `rate`, as `_fill` needs them."""
    end = 0
    for part in parts:
        end = max(end, round(part.begins * rate)) + _length(part, rate)
    return end


def _length(part: _Part, rate: int) -> int:
    """Frames of a part at `rate`; those of consecutive parts add up."""
    own = (part.stop - part.first) / part.duration
    return round(part.stop / own * rate) - round(part.first / own * rate)


# ---------------------------------------------------------------- sound


def _fill(lane: NDArray[Any], recording: Recording, parts: list[_Part], rate: int) -> None:
    """Writes a track into its lane, which is silent and long enough."""
    sound = _mono(recording, is_narrow=lane.dtype.kind == "i")
    if rate != recording.sample_rate:
        sound = _resampled(sound, recording.sample_rate, rate)
    end = read = 0
    for part in parts:
        length = _length(part, rate)
        begin = max(end, round(part.begins * rate))
        piece = sound[read : read + length]
        lane[begin : begin + len(piece)] = piece
        read += length
        end = begin + length


def _mono(recording: Recording, *, is_narrow: bool) -> NDArray[Any]:
    """All frames as one channel, the average of several. is_narrow: in 16 bits instead of floats."""
    if is_narrow and recording.channels == 1 and recording.encoding == "s16le":
        return np.frombuffer(recording.pcm[:], "<i2", count=recording.frame_count)
    mono = np.empty(recording.frame_count, "<i2" if is_narrow else "<f4")
    for start in range(0, len(mono), _BLOCK_FRAMES):
        block = recording.samples(start, start + _BLOCK_FRAMES).mean(axis=1)
        mono[start : start + _BLOCK_FRAMES] = _as_s16(block) if is_narrow else block
    return mono


def _resampled(sound: NDArray[Any], rate: int, wanted: int) -> NDArray[Any]:
    """One channel at another rate, in the same type. rate, wanted: Hz."""
    is_narrow = sound.dtype.kind == "i"
    stream = soxr.ResampleStream(rate, wanted, 1, dtype="float32")
    resampled = np.zeros(-(-len(sound) * wanted // rate) + 1, sound.dtype)
    end = 0
    for start in range(0, len(sound), _BLOCK_FRAMES):
        block = sound[start : start + _BLOCK_FRAMES].astype(np.float32)
        if is_narrow:
            block *= np.float32(1 / 32768)
        out = stream.resample_chunk(block, last=start + _BLOCK_FRAMES >= len(sound))
        out = out[: len(resampled) - end]
        resampled[end : end + len(out)] = _as_s16(out) if is_narrow else out
        end += len(out)
    return resampled[:end]


def _as_s16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """16-bit samples of floats of full scale 1, clipped."""
    steps: NDArray[np.int16] = np.rint(samples * np.float32(32768)).clip(-32768, 32767).astype("<i2")
    return steps


def as_recogniser(recording: Recording, rate: int) -> Recording:
    """A recording as a speech recogniser gets it: mono, 16 bits, at its rate.

    What is above half of the rate is filtered out. rate: Hz. Waits until the recording is decoded.
    """
    sound = _mono(recording, is_narrow=True)
    if rate != recording.sample_rate:
        sound = _resampled(sound, recording.sample_rate, rate)
    audio_format = replace(
        recording.format, container=None, encoding="s16le", channels=1, sample_rate=rate, offset=0
    )
    return Recording(audio_format, "s16le", sound.tobytes(), b"")


# ---------------------------------------------------------------- words


def labels(tracks: Sequence[TimedRecording]) -> list[str]:
    """Names of tracks for messages, each on one line."""
    return [_label(track, index) for index, track in enumerate(tracks)]


def _label(track: TimedRecording, index: int) -> str:
    """A name for messages, on one line."""
    return " ".join(track.name.split())[:_MAX_NAME] or f"track {index + 1}"


def _side(index: int, count: int) -> str:
    return _SIDES[index] if count == len(_SIDES) else f"channel {index + 1}"


def _format(tracks: Sequence[TimedRecording], encoding: WavEncoding, rate: int) -> AudioFormat:
    """The format of the result, as sure as the least sure of the tracks is."""
    formats = [track.recording.format for track in tracks]
    unsure = min(formats, key=lambda one: min(one.confidence, one.rate_confidence))
    return AudioFormat(
        encoding,
        len(tracks),
        rate,
        source=unsure.source,
        confidence=min(one.confidence for one in formats),
        rate_confidence=min(one.rate_confidence for one in formats),
        evidence=tuple(
            f"{_side(index, len(tracks))}: {_label(track, index)}, {track.recording.format.description}"
            for index, track in enumerate(tracks)
        ),
        sources=unsure.sources,
    )


def _about_time(
    tracks: Sequence[TimedRecording], lanes: list[_Lane], left_out: list[_LeftOut]
) -> Iterator[Finding]:
    """Findings about tracks without times, and about silence that was left out."""
    unknown = [_label(track, index) for index, track in enumerate(tracks) if not lanes[index].is_timed]
    if unknown and len(tracks) > 1:
        yield Finding(
            "tracks_not_in_step",
            "info",
            f"Nothing tells when {_enumerated(unknown)} began, so the tracks may not be in step.",
            "Write chunks with XADD, whose ids are times, or a timestamp beside each chunk.",
        )
    if left_out:
        total = sum(one.seconds for one in left_out)
        where = f"in {len(left_out)} places, the first at" if len(left_out) > 1 else "at"
        yield at_places(
            "silence_left_out",
            "info",
            f"{_in_words(total)} in which nothing was written are left out {where} {left_out[0].at:.2f} s.",
            "Give each call a key of its own, and look whether the clock of the Redis server was set.",
            [one.at for one in left_out],
        )


def _enumerated(names: list[str]) -> str:
    """Names as in a sentence: `user, agent and bot`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _in_words(seconds: float) -> str:
    """A long time: `12 minutes`, `5 hours`, `400 days`."""
    unit, size = next((one for one in _UNITS if seconds >= 2 * one[1]), _UNITS[-1])
    return f"{seconds / size:,.0f} {unit}"


def _moved(finding: Finding, name: str, parts: list[_Part]) -> Finding:
    """A finding of a track, with its places where they lie in the result. name: for the message, or empty."""
    message = f"{name}: {finding.message}" if name else finding.message
    if finding.at_seconds is None or not parts:
        return replace(finding, message=message)
    at = _place(finding.at_seconds, parts)
    return replace(
        finding,
        message=message.replace(f"at {finding.at_seconds:.2f} s", f"at {at:.2f} s"),
        at_seconds=at,
        places=tuple(_place(place, parts) for place in finding.places),
    )


def _place(seconds: float, parts: list[_Part]) -> float:
    """Where a place of a track lies in the result, in seconds."""
    rate = (parts[0].stop - parts[0].first) / parts[0].duration
    index = max(0, bisect_right(parts, seconds * rate, key=lambda part: part.first) - 1)
    return parts[index].begins + seconds - parts[index].first / rate
