"""Measure what the player finds wrong with recordings, and what it finds wrong with clean ones.

    python -m tools.findings.measure_natural --cache FOLDER [--faults 500] [--clean 200] [--split test]

builds the corpus of `tools.detection` in FOLDER on demand, spoils stretches of its `test` sources, on
which no threshold was chosen, in the ways that voice apps do, and prints for each fault how often it was
found, and how often within 20 ms of its place. Then it looks at clean stretches in the forms that sessions
hold. Recordings that are themselves clipped, off zero or the like are no clean ones and are left out by
simple rules of this file. A few minutes on one core (OMP_NUM_THREADS=1). `--split fit` measures on the other
sources, `--misses` names each miss.
"""

from __future__ import annotations

import argparse
import base64
import struct
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.random import Generator

from tools.detection.corpus import Clip, Samples, load_corpus
from tools.findings.sessions import Session, headerless, pcm, stored, unsaid, wav_file, webm_file

WITHIN_SECONDS = 0.02  # of its place, within which a fault is located
CHUNKS = (0.01, 0.02, 0.04, 0.06, 0.1, 0.25)  # seconds

# ---------------------------------------------------------------- faults


@dataclass(frozen=True, slots=True)
class Fault:
    """A session with a fault. code: what should be said. at: its place in seconds, if it has one."""

    session: Session
    code: str
    at: float | None = None


def place_in_sound(rng: Generator, frames: Samples, length: int = 0) -> int:
    """A frame in a sounding part, with `length` frames after it."""
    level = np.sqrt(np.mean(frames**2))
    for _ in range(50):
        place = int(rng.uniform(0.1, 0.9) * (len(frames) - length))
        near = frames[max(0, place - 200) : place + 200]
        if np.sqrt(np.mean(near**2)) > 0.25 * level:
            break
    return place


def lost_byte(rng: Generator, frames: Samples, rate: int) -> Fault:
    """One byte is missing."""
    data = pcm(frames)
    at = 2 * frames.shape[1] * place_in_sound(rng, frames) + int(rng.integers(2))
    return Fault(unsaid(data[:at] + data[at + 1 :], rate), "byte_slip", at / 2 / frames.shape[1] / rate)


def extra_byte(rng: Generator, frames: Samples, rate: int) -> Fault:
    """One byte is too many."""
    data = pcm(frames)
    at = 2 * frames.shape[1] * place_in_sound(rng, frames) + int(rng.integers(2))
    spoiled = data[:at] + rng.bytes(1) + data[at:]
    return Fault(unsaid(spoiled, rate), "byte_slip", at / 2 / frames.shape[1] / rate)


def leading_byte(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A stray byte at the beginning."""
    return Fault(unsaid(rng.bytes(1) + pcm(frames), rate), "byte_offset", 0.0)


def odd_end(rng: Generator, frames: Samples, rate: int) -> Fault:
    """The last sample is cut."""
    return Fault(headerless(pcm(frames)[:-1], rate, frames.shape[1]), "odd_length")


def clipped(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Up to 15 dB over full scale."""
    loud = frames * (10 ** (rng.uniform(6, 15) / 20) / np.abs(frames).max())
    return Fault(headerless(pcm(np.clip(loud, -1, 1)), rate, frames.shape[1]), "clipping")


def lowered_clipped(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Clipped, and then made softer."""
    loud = np.clip(frames * (10 ** (rng.uniform(6, 15) / 20) / np.abs(frames).max()), -1, 1)
    return Fault(headerless(pcm(loud * rng.uniform(0.2, 0.9)), rate, frames.shape[1]), "clipping")


def zeros(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Nothing but zeros."""
    return Fault(headerless(bytes(len(pcm(frames))), rate, frames.shape[1]), "digital_silence")


def hiss(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Noise of one or two steps."""
    noise = rng.standard_normal(frames.shape) * 3e-5
    return Fault(headerless(pcm(noise.astype(np.float32)), rate, frames.shape[1]), "silence")


def soft(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Peaks at -40 to -50 dBFS."""
    peak = 10 ** (-rng.uniform(40, 50) / 20)
    return Fault(headerless(pcm(frames * (peak / np.abs(frames).max())), rate, frames.shape[1]), "too_quiet")


def loud(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Scaled twice: 30 dB too much."""
    wild = np.clip(frames * (32 / np.abs(frames).max()), -1, 1)
    return Fault(headerless(pcm(wild), rate, frames.shape[1]), "too_loud")


def off_zero(rng: Generator, frames: Samples, rate: int) -> Fault:
    """DC of 0.04 to 0.2 of full scale."""
    moved = frames * 0.7 + rng.choice([-1, 1]) * rng.uniform(0.04, 0.2)
    return Fault(headerless(pcm(moved), rate, frames.shape[1]), "dc_offset")


def one_dead(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Stereo with one channel silent."""
    alive = frames[:, int(np.argmax(np.abs(frames).max(axis=0)))]
    sides = [alive, np.zeros(len(frames), np.float32)]
    order = rng.permutation(2)
    return Fault(headerless(pcm(np.stack([sides[i] for i in order], 1)), rate, 2), "channel_dead")


def both_equal(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Stereo with the same sound twice."""
    return Fault(headerless(pcm(np.repeat(frames[:, :1], 2, 1)), rate, 2), "channels_equal")


def doubled(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A chunk comes twice."""
    length = int(rng.choice(CHUNKS) * rate)
    at = place_in_sound(rng, frames, length) + length
    twice = np.concatenate([frames[:at], frames[at - length :]])
    return Fault(headerless(pcm(twice), rate, frames.shape[1]), "chunk_doubled", at / rate)


def zeroed(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A chunk is zeros."""
    length = int(rng.choice(CHUNKS) * rate)
    at = place_in_sound(rng, frames, length)
    hole = frames.copy()
    hole[at : at + length] = 0
    return Fault(headerless(pcm(hole), rate, frames.shape[1]), "dropout", at / rate)


def dropped(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A chunk is left out."""
    length = int(rng.choice(CHUNKS) * rate)
    at = place_in_sound(rng, frames, length)
    shorter = np.concatenate([frames[:at], frames[at + length :]])
    return Fault(headerless(pcm(shorter), rate, frames.shape[1]), "sound_jump", at / rate)


def upsampled(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Came at 8 or 16 kHz, stored at twice that or more."""
    former = 8000 if rate < 16000 else int(rng.choice([8000, 16000]))
    later = int(rng.choice([one for one in (16000, 24000, 32000, 44100, 48000) if one >= 2 * former]))
    narrow = soxr.resample(frames, rate, former) if rate != former else frames
    sound = soxr.resample(narrow, former, later)
    return Fault(headerless(pcm(sound), later, frames.shape[1]), "upsampled")


def wrong_by_clock(rng: Generator, frames: Samples, rate: int) -> Fault:
    """The session says a wrong rate, and how long the recording took."""
    wrong = int(rng.choice([one for one in (8000, 16000, 24000, 48000) if not 0.7 < one / rate < 1.4]))
    took = len(frames) / rate + rng.uniform(0, 0.3)
    session = headerless(pcm(frames), wrong, frames.shape[1], duration=f"{took:.2f}")
    return Fault(session, "rate_contradicts_clock")


def wrong_by_sound(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A WAV header says three times the rate, or a third."""
    wrong = 48000 if rate <= 16000 else 8000
    return Fault(stored(wav_file(frames, wrong)), "rate_unlikely")


def wav_without_length(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A WAV header whose lengths were never filled in."""
    file = bytearray(wav_file(frames, rate))
    struct.pack_into("<I", file, 40, int(rng.choice([0, 0xFFFFFFFF])))
    return Fault(stored(bytes(file)), "container_length_unknown")


def wav_with_wrong_length(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A WAV header that says half, or twice the length."""
    file = bytearray(wav_file(frames, rate))
    size = struct.unpack_from("<I", file, 40)[0]
    struct.pack_into("<I", file, 40, int(rng.choice([size // 4 * 2, size * 2])))
    return Fault(stored(bytes(file)), "container_length_wrong")


def wav_with_wrong_rate(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A WAV header whose rate was changed, but not its bytes a second."""
    file = bytearray(wav_file(frames, rate))
    struct.pack_into("<I", file, 24, rate * 2)
    return Fault(stored(bytes(file)), "container_rate_contradicts")


def webm_without_header(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A browser's recording without its first chunk."""
    file = webm_file(frames, rate)
    return Fault(stored(file[int(rng.integers(1, len(file) // 3)) :]), "container_header_missing")


def webm_late(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A browser's recording behind headerless sound."""
    before = pcm(frames)[: int(rng.integers(1, 20_000))]
    return Fault(stored(before + webm_file(frames, rate)), "container_header_late")


def joined_text(rng: Generator, frames: Samples, rate: int) -> Fault:
    """Separately encoded chunks, joined as text."""
    data, size = pcm(frames), int(rng.choice([640, 1000, 4096, 3200]))
    text = b"".join(base64.b64encode(data[i : i + size]) for i in range(0, len(data), size))
    known = {"sample_rate": str(rate), "channels": str(frames.shape[1]), "encoding": "s16le"}
    return Fault(Session(text, known), "base64_concatenated")


def cut_text(rng: Generator, frames: Samples, rate: int) -> Fault:
    """A text that ends in the middle of a group."""
    session = headerless(pcm(frames), rate, frames.shape[1])
    end = int(rng.integers(len(session.text) // 2, len(session.text))) // 4 * 4 + 1
    return Fault(Session(session.text[:end], session.fields), "base64_cut_off")


def twice_encoded(rng: Generator, frames: Samples, rate: int) -> Fault:
    """base64 of base64."""
    session = headerless(pcm(frames), rate, frames.shape[1])
    return Fault(Session(base64.b64encode(session.text), session.fields), "base64_of_base64")


FAULTS: Sequence[Callable[[Generator, Samples, int], Fault]] = (
    lost_byte, extra_byte, leading_byte, odd_end, clipped, lowered_clipped, zeros, hiss, soft, loud, off_zero,
    one_dead, both_equal, doubled, zeroed, dropped, upsampled, wrong_by_clock, wrong_by_sound,
    wav_without_length, wav_with_wrong_length, wav_with_wrong_rate, webm_without_header, webm_late,
    joined_text, cut_text, twice_encoded,
)  # fmt: skip

# ---------------------------------------------------------------- recordings


def is_clean(frames: Samples) -> bool:
    """Whether a recording has no fault of its own.

    It is neither over full scale nor often at one and the same peak, not off zero, and of two channels
    none is silent, and they differ.
    """
    peak = float(np.abs(frames).max())
    at_peak = int(np.count_nonzero(np.abs(frames) > 0.9995 * peak))
    levels = np.sqrt(np.mean(frames**2, axis=0))
    if frames.shape[1] == 2:
        difference = np.sqrt(np.mean((frames[:, 0] - frames[:, 1]) ** 2))
        if levels.min() < 0.01 * levels.max() or difference < 0.02 * levels.max():
            return False
    return 0.02 < peak < 1.0 and at_peak < 12 and bool(np.abs(frames.mean(axis=0)).max() < 0.02)


def stretch(rng: Generator, clip: Clip, shortest: float, longest: float) -> Samples:
    """A sounding stretch of a clip."""
    frames: Samples = np.load(clip.file)
    length = min(len(frames), int(rng.uniform(shortest, longest) * clip.sample_rate))
    for _ in range(20):
        start = int(rng.integers(0, len(frames) - length + 1))
        part = frames[start : start + length]
        if np.sqrt(np.mean(part**2)) > 0.3 * np.sqrt(np.mean(frames**2)):
            break
    return part


def clean_session(rng: Generator, frames: Samples, rate: int) -> Session:
    """Clean sound in one of the forms that sessions hold."""
    form = int(rng.integers(3))
    if form == 0:
        return headerless(pcm(frames), rate, frames.shape[1])
    return stored(wav_file(frames, rate) if form == 1 else webm_file(frames, rate))


# ---------------------------------------------------------------- figures


def measure_faults(clips: Sequence[Clip], count: int, misses: bool) -> None:
    """Prints how many of the faults are found, and located."""
    found: dict[str, list[bool]] = defaultdict(list)
    located: dict[str, list[bool]] = defaultdict(list)
    for number in range(count):
        rng = np.random.default_rng([21, number])
        make = FAULTS[number % len(FAULTS)]
        clip = clips[int(rng.integers(len(clips)))]
        fault = make(rng, stretch(rng, clip, 2, 10), clip.sample_rate)
        said = fault.session.findings()
        right = [finding for finding in said if finding.code == fault.code]
        found[make.__name__].append(bool(right))
        if fault.at is not None:
            known = [place for one in right for place in one.places or (one.at_seconds or 0.0,)]
            near = any(abs(place - fault.at) <= WITHIN_SECONDS for place in known)
            located[make.__name__].append(near)
        if misses and not right:
            said_codes = ", ".join(finding.code for finding in said) or "nothing"
            _print(f"  missed: {make.__name__} in {clip.name} of {clip.source}; said {said_codes}")
    for name, hits in found.items():
        where = f"  located {_percent(located[name])}" if name in located else ""
        _print(f"{name:24}{len(hits):5}  found {_percent(hits)}{where}")
    everything = [hit for hits in found.values() for hit in hits]
    _print(f"{'all faults':24}{len(everything):5}  found {_percent(everything)}")


def measure_clean(clips: Sequence[Clip], count: int, misses: bool) -> None:
    """Prints how many clean recordings something is found wrong with."""
    alarms: list[bool] = []
    by_code: dict[str, int] = defaultdict(int)
    for number in range(count):
        rng = np.random.default_rng([22, number])
        clip = clips[number % len(clips)]
        frames = stretch(rng, clip, 2, 12)
        said = clean_session(rng, frames, clip.sample_rate).findings()
        alarms.append(bool(said))
        for finding in said:
            by_code[finding.code] += len(finding.places) or 1
            if misses:
                _print(f"  false: {finding.code} in {clip.name} of {clip.source}: {finding.message}")
    codes = ", ".join(f"{code} {times}" for code, times in by_code.items())
    _print(f"{'clean recordings':24}{len(alarms):5}  false alarms {_percent(alarms)}  {codes}")


def _percent(hits: Sequence[bool]) -> str:
    return f"{100 * float(np.mean(hits)):5.1f} %" if hits else "    -"


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--clean", type=int, default=200)
    parser.add_argument("--split", choices=["fit", "test"], default="test")
    parser.add_argument("--misses", action="store_true", help="name each miss and each false alarm")
    chosen = parser.parse_args()
    began = time.monotonic()
    every = [
        clip for clip in load_corpus(chosen.cache) if clip.split == chosen.split and clip.duration >= 1.5
    ]
    clips = [clip for clip in every if is_clean(np.load(clip.file))]
    speech = [clip for clip in clips if clip.kind != "music"]
    sources = len({clip.source for clip in clips})
    _print(
        f"{len(clips)} of {len(every)} recordings are clean, from {sources} sources; {len(speech)} of speech"
    )
    measure_faults(speech, chosen.faults, chosen.misses)
    measure_clean(clips, chosen.clean, chosen.misses)
    _print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
