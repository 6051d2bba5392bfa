"""Identifies headerless audio: encoding, channels and byte phase, and a guess of the sample rate.

The right reading of a buffer is the one under which it compresses best and looks like sound. Every reading
(encoding x channels x phase) and the reading "not audio" gets a score, which small networks make of its
features; a softmax over the scores is the confidence. A first look at a short stretch selects a few streams;
those are measured in up to four windows, whatever the size of the buffer. `tools/detection/fit.py` fits the
networks on public recordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sambanova.detection.byte_slips import align, mend
from sambanova.detection.features import (
    COST,
    NULL_FEATURES,
    READING_FEATURES,
    WINDOW_FEATURES,
    Reading,
    buffer_features,
    measure,
    null_features,
)
from sambanova.detection.networks import Chooser, choice_scores, fitted, weights
from sambanova.detection.rate_clues import NO_CLUES, RateClues, chunk_seconds, duration_fits
from sambanova.detection.sample_rate import NEIGHBOURS, Sound, guess_rates, length_in_words
from sambanova.detection.samples import STREAMS, Bytes, Floats, Stream, other_order
from sambanova.detection.windows import MIN_BYTES, choose_windows, counts_up, leading_run
from sambanova.encodings import ENCODINGS

LIKELY = 0.6
"""Rate confidence from which a rate that a clue speaks for is called likely."""

SURE = 0.9
"""Confidence from which a reading is stated without reserve."""

MAX_CANDIDATES = 6
"""Other readings that are offered."""


class _Search(NamedTuple):
    """How many readings are measured: settled by the time it takes and what it costs in accuracy."""

    screen_samples: int = 768
    """Samples of the first window on which all streams are compared."""
    max_streams: int = 8
    """Streams that are measured in full."""
    screen_margin: float = 14.0
    """Streams that score this much less than the best are dropped: this decides most buffers."""
    decided: float = 0.999
    """Probability from which no further window is measured, once two have been."""
    min_share: float = 0.02
    """Probability from which another reading gets its own guess of the rate; others take the last guess."""


SEARCH = _Search()


@dataclass(frozen=True, slots=True)
class Identification:
    """What headerless bytes are, with how sure that is and what else they could be.

    encoding: a name of `ENCODINGS`, or None: not audio. channels: 1 or 2. sample_rate: Hz. Both are 0 when it
    is not audio.
    confidence: 0..1, that encoding and channels are right, or that it is not audio. rate_confidence: 0..1,
    that the sample rate is right. offset: bytes to skip before the first whole sample.
    evidence: short sentences that say why. candidates: the next readings, best first.
    """

    encoding: str | None
    channels: int = 0
    sample_rate: int = 0
    confidence: float = 0.0
    rate_confidence: float = 0.0
    offset: int = 0
    evidence: tuple[str, ...] = ()
    candidates: tuple[Identification, ...] = ()


def detect(data: bytes, clues: RateClues = NO_CLUES) -> Identification:
    """The best reading of headerless bytes, with confidence, reasons and the next candidates.

    `encoding` is None when the bytes are too few (fewer than 128), all equal, or do not look like sound; the
    nearest readings are among the candidates then. An hour takes about as long as a second. Never raises;
    the same bytes give the same answer.

        >>> found = detect(pcm)
        >>> found.encoding, found.channels, found.sample_rate
        ('s16le', 1, 16000)
    """
    raw = np.frombuffer(data, np.uint8)
    if len(raw) < MIN_BYTES:
        return Identification(None, evidence=(f"{len(raw)} bytes are too few to tell",))
    start = leading_run(raw)
    if start == len(raw):
        return Identification(None, evidence=("all bytes are equal: digital silence, or no data",))
    if counts_up(raw[start:]):
        return Identification(None, confidence=1.0, evidence=("numbers that go up by one: not audio",))
    examined = examine(raw[start:], len(raw))
    ranking = examined.ranking()
    candidates = _complete(raw, ranking, clues)
    if not ranking or examined.not_audio() >= ranking[0].share:
        return Identification(
            None,
            confidence=examined.not_audio(),
            evidence=("does not look like sound under any reading",),
            candidates=tuple(candidates[:MAX_CANDIDATES]),
        )
    best, *others = candidates
    return replace(
        best,
        evidence=(*_reading_evidence(examined, ranking), *_rate_evidence(raw, best, clues)),
        candidates=tuple(others[:MAX_CANDIDATES]),
    )


# ---------------------------------------------------------------- readings


@dataclass(frozen=True, slots=True)
class Ranked:
    """An encoding and a number of channels, all phases together."""

    encoding: str
    channels: int
    phase: int
    """The most likely one."""
    share: float
    """Probability, 0..1."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was measured of a buffer."""

    readings: tuple[Reading, ...]
    features: Floats
    """Readings x `READING_FEATURES`."""
    null: Floats
    """`NULL_FEATURES` of the reading "not audio"."""

    def shares(self) -> Floats:
        """Probability of each reading and, last, of "not audio"."""
        scores = choice_scores(fitted(Chooser, "readings"), self.features, self.null)
        scores = float(weights()["readings/sharpness"]) * scores
        chances = np.exp(scores - scores.max())
        return np.asarray(chances / chances.sum())

    def not_audio(self) -> float:
        """Probability that no reading is right."""
        return float(self.shares()[-1])

    def ranking(self) -> list[Ranked]:
        """Encodings and channels, the most likely first."""
        found: dict[tuple[str, int], Ranked] = {}
        shares = self.shares()
        for i in np.argsort(-shares[:-1], kind="stable"):
            reading, share = self.readings[i], float(shares[i])
            key = reading.encoding, reading.channels
            before = found.get(key, Ranked(*key, reading.phase, 0.0))
            found[key] = replace(before, share=before.share + share)
        return sorted(found.values(), key=lambda ranked: -ranked.share)

    def bits(self, encoding: str) -> float:
        """Bits a sample byte under the best reading of an encoding."""
        return min(
            -float(row[COST])
            for reading, row in zip(self.readings, self.features, strict=True)
            if reading.encoding == encoding
        )


@lru_cache(maxsize=1)
def screen_weights() -> Floats:
    """Weights of `WINDOW_FEATURES` in the first look; 0 for a feature that was added after the last fit."""
    known = dict(
        zip(weights()["screen/features"].tolist(), weights()["screen/weights"].tolist(), strict=True)
    )
    return np.array([known.get(name, 0.0) for name in WINDOW_FEATURES])


def screen(window: Bytes, importance: Floats | None = None) -> list[Stream]:
    """The streams that may be right, the most likely first, judged by a short stretch.

    importance: weights of `WINDOW_FEATURES`; by default the fitted ones.
    """
    rows = measure(window, STREAMS, SEARCH.screen_samples)
    if not rows:
        return []
    scores = np.array(list(rows.values())) @ (screen_weights() if importance is None else importance)
    least = scores.max() - SEARCH.screen_margin
    order = [i for i in np.argsort(-scores, kind="stable") if scores[i] >= least]
    names = list(rows)
    return list(dict.fromkeys(Stream(names[i].encoding, names[i].phase) for i in order))[: SEARCH.max_streams]


def examine(raw: Bytes, length: int) -> Examination:
    """Measures the most likely readings of the bytes after any leading silence.

    length: bytes of the whole buffer, with the silence.
    """
    windows = choose_windows(raw)
    streams = with_partners(screen(windows[0]))
    rows: list[dict[Reading, Floats]] = []
    nulls: list[Floats] = []
    for window in windows:
        rows.append(measure(window, streams))
        nulls.append(null_features(window, length))
        examined = together(rows, nulls, length)
        if len(rows) >= 2 and examined.shares().max() >= SEARCH.decided:
            break
    return examined


def with_partners(streams: Sequence[Stream]) -> list[Stream]:
    """The streams and those of the other byte order."""
    partners = [other_order(stream) for stream in streams]
    return list(dict.fromkeys([*streams, *(partner for partner in partners if partner)]))


def together(rows: Sequence[dict[Reading, Floats]], nulls: Sequence[Floats], length: int) -> Examination:
    """Combines windows; a reading that is impossible in one of them is left out."""
    possible = [reading for reading in rows[0] if all(reading in row for row in rows)]
    means = {reading: np.mean([row[reading] for row in rows], axis=0) for reading in possible}
    null = np.mean(nulls, axis=0)
    full = buffer_features(means, length, -float(null[NULL_FEATURES.index("least")]))
    features = np.array(list(full.values())).reshape(len(full), len(READING_FEATURES))
    return Examination(tuple(full), features, null)


# ---------------------------------------------------------------- the answer


def _complete(raw: Bytes, ranking: Sequence[Ranked], clues: RateClues) -> list[Identification]:
    """Readings with their rates: the best, then the others by probability."""
    readings: list[Identification] = []
    for ranked in ranking[:3]:
        if ranked is ranking[0] or ranked.share > SEARCH.min_share:
            rates = guess_rates(Sound(raw, ranked.encoding, ranked.channels, ranked.phase), clues)
        readings += [
            Identification(
                encoding=ranked.encoding,
                channels=ranked.channels,
                sample_rate=rate,
                confidence=ranked.share,
                rate_confidence=share,
                offset=ranked.phase,
            )
            for rate, share in (rates if ranked is ranking[0] else rates[:1])
        ]
    if not readings:
        return []
    best = readings[0]
    readings.sort(key=lambda reading: -reading.confidence * reading.rate_confidence)
    readings.remove(best)
    return [best, *_with_neighbour(best, readings)]


def _with_neighbour(best: Identification, others: list[Identification]) -> list[Identification]:
    """The others, so that the best reading at its neighbouring rate is among those that are offered."""
    wanted = (best.encoding, best.channels, NEIGHBOURS.get(best.sample_rate))
    keys = [(other.encoding, other.channels, other.sample_rate) for other in others]
    position = keys.index(wanted) if wanted in keys else 0
    if position < MAX_CANDIDATES:
        return others
    rest = others[:position] + others[position + 1 :]
    return [*rest[: MAX_CANDIDATES - 1], others[position], *rest[MAX_CANDIDATES - 1 :]]


def _reading_evidence(examined: Examination, ranking: Sequence[Ranked]) -> tuple[str, ...]:
    """Why this encoding and this number of channels."""
    best = ranking[0]
    sentences = [
        f"reads best as {_phrase(best.encoding)}: packs into {_packed(examined, best)} bits a sample"
    ]
    second = next((ranked for ranked in ranking if ranked.encoding != best.encoding), None)
    if second:
        sentences[0] += f"; next best, {_phrase(second.encoding)}, into {_packed(examined, second)}"
    sentences.append(
        "every other sample belongs together: two channels"
        if best.channels == 2
        else "each sample follows from the one before: one channel"
    )
    if best.phase:
        sentences.append(f"{best.phase} stray byte{'s' * (best.phase > 1)} before the first whole sample")
    if best.share < SURE:
        names = {1: "mono", 2: "stereo"}
        rest = [
            f"{_phrase(other.encoding)} {names[other.channels]}"
            for other in ranking[1:3]
            if other.share > SEARCH.min_share
        ]
        sentences.append(
            f"not certain ({100 * best.share:.0f} %)" + (f": could be {' or '.join(rest)}" if rest else "")
        )
    return tuple(sentences)


def _phrase(encoding: str) -> str:
    """An encoding inside a sentence: `16-bit little-endian`."""
    return ENCODINGS[encoding].label.replace(" PCM", "").replace(",", "")


def _packed(examined: Examination, ranked: Ranked) -> str:
    """Bits that a sample takes of those that it has: `4.2 of 16`."""
    width = ENCODINGS[ranked.encoding].sample_width
    return f"{examined.bits(ranked.encoding) * width:.1f} of {8 * width}"


def _rate_evidence(raw: Bytes, best: Identification, clues: RateClues) -> tuple[str, ...]:
    """Why this rate, and that it is a guess."""
    assert best.encoding is not None
    name = f"{best.sample_rate / 1000:g} kHz"
    neighbour = NEIGHBOURS.get(best.sample_rate)
    why = _clues_in_words(raw, best, clues)
    if why and best.rate_confidence >= LIKELY:
        sentence = f"{name} is likely: {why}"
    elif neighbour:
        sentence = f"{name} is a guess; {neighbour / 1000:g} kHz sounds nearly the same: try both"
    elif ENCODINGS[best.encoding].is_g711 and best.sample_rate == 8000:
        sentence = f"{name} is a guess: G.711 is telephone sound"
    else:
        sentence = f"{name} is a guess from the sound alone"
    frames = len(Sound(raw, best.encoding, best.channels, best.offset).frames())
    length = length_in_words(frames, best.sample_rate)
    return (sentence, f"at {name} it lasts {length}") if length else (sentence,)


def _clues_in_words(raw: Bytes, best: Identification, clues: RateClues) -> str:
    """What beside the bytes speaks for the rate; empty if nothing does."""
    assert best.encoding is not None
    width = ENCODINGS[best.encoding].sample_width * best.channels
    frames = (len(raw) - best.offset) // width
    if clues.seconds > 0 and duration_fits(frames, clues.seconds, best.sample_rate):
        return "it lasts as long as the app says"
    length = chunk_seconds(clues.chunk_bytes // width, best.sample_rate)
    return f"most chunks last {1000 * length:g} ms" if length else ""


# ---------------------------------------------------------------- bytes lost or added

_SLIP_EVIDENCE = "bytes are missing or too many in the middle"
MAX_SLIP_SEARCH_BYTES = 1 << 22  # in which slips are searched to tell the encoding
_SLIPPING_ENCODINGS = ("s16le", "s16be", "f32le", "s24le", "s32le")  # likeliest first

# What 16-bit sound with a slip is taken for, however high the confidence: its two bytes are two channels
# that are swapped in the middle, or one sample of each of two channels is one wide sample. Real sound of
# these kinds has no slips when it is read as 16-bit.
_LIKE_SLIPPED: dict[tuple[str, int], tuple[str, ...]] = {
    ("s8", 2): ("s16le", "s16be"),
    ("u8", 2): ("s16le", "s16be"),
    ("s32le", 1): ("s16le",),
    ("s32be", 1): ("s16be",),
    ("s16be", 2): ("s16le",),
}


def detect_despite_slips(data: bytes, clues: RateClues = NO_CLUES) -> Identification:
    """The best reading of headerless bytes, also when bytes are missing or too many in the middle.

    Read from one phase, half of such sound is noise, and the whole looks like something else. So it is
    aligned under each likely encoding and detected again.
    """
    guess = detect(data, clues)
    suspected: tuple[str, ...] = _SLIPPING_ENCODINGS
    if guess.encoding is not None and guess.confidence >= SURE:
        suspected = _LIKE_SLIPPED.get((guess.encoding, guess.channels), ())
    head = data[:MAX_SLIP_SEARCH_BYTES]
    for encoding in suspected:
        alignment = align(head, encoding, 1)
        if not alignment.slips:
            continue
        mended, _ = mend(head, ENCODINGS[encoding].sample_width, alignment)
        found = detect(mended, clues)
        surer = found.confidence > min(guess.confidence, SURE)
        if found.encoding == encoding and surer:
            guess = replace(found, offset=alignment.offset, evidence=(*found.evidence, _SLIP_EVIDENCE))
    return guess
