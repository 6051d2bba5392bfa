"""The dry sounds of a split that kinds are made of: synthetic and natural speech, prompts, music."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.random import Generator

from tools.detection.corpus import Clip, Samples, Source, load_corpus
from tools.findings.processing import level, resampled
from tools.findings.splits import Split
from tools.findings.voices import Way, utterances

Origin = Literal["rule", "units", "neural", "speech", "prompts", "music"]

_TUNE_SOURCES = frozenset(
    {
        "fillets_cs", "fillets_nl", "tortoise", "klettres", "linphone", "commonvoice",
        "menardi", "asterisk_fr", "asterisk_ru", "asterisk_moh", "singularity", "lugaru", "etr",
    }
)  # fmt: skip
"""Sources of `tools.detection.corpus` that thresholds are tried on. Its `test` sources are for measuring."""

_ONLY_HERE = (
    Source(
        "asterisk_es_co", "asterisk_es_co", "telephone", "debian", "asterisk-prompt-es-co",
        ("usr/share/asterisk/sounds/es/*.gsm",), 30, "test",
    ),
    Source(
        "armelle", "armelle", "telephone", "debian", "asterisk-prompt-fr-armelle",
        ("usr/share/asterisk/sounds/fr/*.gsm",), 30, "test",
    ),
    Source("asc", "asc", "music", "debian", "asc-music", ("usr/share/games/asc/music/*.mp3",), 9, "test"),
    Source(
        "drascula", "drascula", "music", "debian", "drascula-music",
        ("usr/share/scummvm/drascula/audio/*.ogg",), 16, "test",
    ),
    Source(
        "lomiri", "lomiri", "music", "debian", "lomiri-sounds",
        ("usr/share/sounds/lomiri/**/*.ogg",), 12, "test",
    ),
)  # fmt: skip
"""Sources for measuring that nothing else in this repository uses."""

_SHORTEST = 1.0  # seconds; shorter recordings are left out
_MOST_EQUAL_PEAKS = 12  # frames at the peak, above which a recording is clipped

APP_RATES = (8000, 16000, 24000, 44100, 48000)
"""Hz: what voice apps store."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A dry sound. frames: n x channels. source: its package or voice."""

    frames: Samples
    rate: int
    source: str
    origin: Origin

    @property
    def seconds(self) -> float:
        """Its duration."""
        return len(self.frames) / self.rate

    def mono(self) -> Sound:
        """Its first channel."""
        return Sound(self.frames[:, :1], self.rate, self.source, self.origin)

    def at(self, rate: int) -> Samples:
        """Its frames at another rate."""
        return resampled(self.frames, self.rate, rate)


_SPOKEN: Mapping[Origin, float] = {"speech": 0.45, "prompts": 0.1, "neural": 0.2, "rule": 0.12, "units": 0.13}
"""How often each is taken where a kind wants any voice."""


class Pool:
    """The dry sounds of a split."""

    def __init__(self, sounds: Mapping[Origin, Sequence[Sound]]) -> None:
        self.sounds = {origin: list(some) for origin, some in sounds.items() if some}

    def one(self, rng: Generator, origin: Origin, shortest: float = 0.0) -> Sound:
        """A sound of an origin: a source by the root of what it has, then one of its sounds."""
        known = [sound for sound in self.sounds[origin] if sound.seconds >= shortest]
        counts = Counter(sound.source for sound in known)
        weights = np.sqrt(list(counts.values()))
        source = list(counts)[int(rng.choice(len(counts), p=weights / weights.sum()))]
        return self.of_source(rng, source, shortest)

    def of_source(self, rng: Generator, source: str, shortest: float = 0.0) -> Sound:
        """A sound of one package or voice."""
        some = [
            sound
            for sounds in self.sounds.values()
            for sound in sounds
            if sound.source == source and sound.seconds >= shortest
        ]
        return some[int(rng.integers(len(some)))]

    def voice(self, rng: Generator, shortest: float = 0.0) -> Sound:
        """Somebody or something that speaks, in mono."""
        origins = [origin for origin in _SPOKEN if origin in self.sounds]
        weights = np.array([_SPOKEN[origin] for origin in origins])
        origin = origins[int(rng.choice(len(origins), p=weights / weights.sum()))]
        return self.one(rng, origin, shortest).mono()


def load_pool(split: Split, cache: Path, natural: Path) -> Pool:
    """All dry sounds of a split. natural: where `tools.detection.corpus` keeps its clips."""
    sounds: dict[Origin, list[Sound]] = {origin: [] for origin in get_args(Origin)}
    for way in get_args(Way):
        for voice, frames, rate in utterances(split, way, cache):
            if len(frames) >= _SHORTEST * rate and is_unclipped(frames):
                sounds[way].append(Sound(frames, rate, f"{voice.engine}:{voice.name}", way))
    for clip in load_natural(natural):
        if split_of(clip) != split or clip.duration < _SHORTEST:
            continue
        frames = np.load(clip.file)
        if is_unclipped(frames):
            origin: Origin = {"speech": "speech", "telephone": "prompts", "music": "music"}[clip.kind]  # type: ignore[assignment]
            sounds[origin].append(Sound(frames, clip.sample_rate, clip.source, origin))
    for origin, some in sounds.items():
        if not some:
            sys.stderr.write(f"{split}: no {origin}\n")
    return Pool(sounds)


def load_natural(cache: Path) -> list[Clip]:
    """All natural recordings, fetched when they are not there yet."""
    return [*load_corpus(cache), *load_corpus(cache, _ONLY_HERE, "more_clips.json")]


def split_of(clip: Clip) -> Split:
    """What a natural recording is for."""
    if clip.split == "test":
        return "measure"
    return "tune" if clip.source in _TUNE_SOURCES else "fit"


def is_unclipped(frames: Samples) -> bool:
    """Whether a recording is neither clipped, nor off zero, nor silent, nor with a dead channel."""
    sizes = np.abs(frames)
    peak = float(sizes.max())
    levels = [level(frames[:, channel]) for channel in range(frames.shape[1])]
    return (
        peak > 0.02
        and int(np.count_nonzero(sizes > 0.9995 * peak)) < _MOST_EQUAL_PEAKS
        and min(levels) > 0.01 * max(levels)
        and float(np.abs(frames.mean(axis=0)).max()) < 0.02
    )
