"""Tells what headerless audio bytes are: encoding, channels and byte phase, and a guess of the sample rate.

The right reading of a buffer is the one under which it compresses best and looks like sound. Every reading
(encoding x channels x phase) and the reading "not audio" gets a score from the features of
`detection_features`, which small networks weigh; a softmax over the scores is the confidence. A first look
at a short stretch leaves the few streams that may be right; those are measured in up to four windows,
whatever the buffer's size. The weights are fitted by `tools/detection/fit.py` from public recordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sambanova.audio_format import AudioFormat
from sambanova.detection.chooser import Chooser, choice_scores
from sambanova.detection.features import (
    COST,
    FRAME_MULTIPLE,
    LAYOUTS,
    NULL_FEATURES,
    READING_FEATURES,
    STREAMS,
    WINDOW_BYTES,
    WINDOW_FEATURES,
    Bytes,
    Floats,
    Hypothesis,
    Stream,
    buffer_features,
    byte_entropy,
    measure,
    null_features,
    other_order,
)
from sambanova.detection.model import READING_NETWORKS, READING_SHARPNESS, SCREEN_WEIGHTS
from sambanova.detection.networks import unpack
from sambanova.detection.sample_rate import NEIGHBOURS, Sound, guess_rates, length_in_words

SMALLEST = 128
"""Bytes below which nothing can be said."""

LEAST_LEFT = 1024
"""Bytes of the end that are looked at however long the silence before is."""

SCREEN_SAMPLES = 768
"""Samples of the first window on which all streams are compared."""

SCREENED = 8
"""Streams that are looked at in full, at most."""

SCREEN_MARGIN = 14.0
"""Streams that score this much less than the best are not looked at again: most buffers are decided here."""

MOST_WINDOWS = 4
"""Windows that are measured."""

MOST_CANDIDATES = 6
"""Further readings that are offered."""

SURE = 0.9
"""Confidence from which a reading is said without reserve."""

WORTH_A_GUESS = 0.02
"""Share from which a further reading gets its own guess of the rate; below, the best one's is as good."""

DECIDED = 0.999
"""Share from which no further window is looked at, once two have been."""

NOT_AUDIO = AudioFormat(encoding=None, channels=0, sample_rate=0)

# A new feature counts nothing until it has been fitted.
_SCREEN_WEIGHTS: Floats = np.array([SCREEN_WEIGHTS.get(name, 0.0) for name in WINDOW_FEATURES])


@lru_cache(maxsize=1)
def networks() -> tuple[Chooser, ...]:
    """The networks that weigh a reading's features, unpacked on first use."""
    return unpack(Chooser, READING_NETWORKS)


def detect(data: bytes) -> AudioFormat:
    """The best reading of headerless bytes, with confidence, reasons and the next candidates.

    `encoding` is None when the bytes are too few (fewer than 128), all equal, or do not look like sound; the
    readings that come nearest are still among the candidates then. `confidence` says that encoding and
    channels are right, or that it is not audio; `rate_confidence` that the sample rate is. Takes about as
    long for an hour as for a second. Never raises, and answers the same for the same bytes.
    """
    raw = np.frombuffer(data, np.uint8)
    if len(raw) < SMALLEST:
        return replace(NOT_AUDIO, evidence=(f"{len(raw)} bytes are too few to tell",))
    start = leading_run(raw)
    if start == len(raw):
        return replace(NOT_AUDIO, evidence=("all bytes are equal: digital silence, or no data",))
    if counts_up(raw[start:]):
        return replace(NOT_AUDIO, confidence=1.0, evidence=("numbers that go up by one: not audio",))
    examined = examine(raw[start:], len(raw))
    ranking = examined.ranking()
    candidates = _complete(raw, ranking)
    if not ranking or examined.not_audio() >= ranking[0].share:
        return replace(
            NOT_AUDIO,
            confidence=examined.not_audio(),
            evidence=("does not look like sound under any reading",),
            candidates=tuple(candidates[:MOST_CANDIDATES]),
        )
    best, *others = candidates
    return replace(
        best,
        evidence=(*_reading_evidence(examined, ranking), *_rate_evidence(raw, best)),
        candidates=tuple(others[:MOST_CANDIDATES]),
    )


# ---------------------------------------------------------------- where to look


def leading_run(raw: Bytes) -> int:
    """Bytes of digital silence to skip, a multiple of all frame sizes; the first two bytes may be strays.

    All, when there is nothing else.
    """
    block = 1 << 16
    for start in range(2, len(raw) - 1, block):
        changes = np.flatnonzero(raw[start + 1 : start + block + 1] != raw[2])
        if len(changes):
            run = min(start + 1 + int(changes[0]), len(raw) - LEAST_LEFT)
            return max(0, run // FRAME_MULTIPLE * FRAME_MULTIPLE)
    return len(raw)


def counts_up(raw: Bytes) -> bool:
    """Whether the start is a table of 16-, 32- or 64-bit whole numbers that go up by one: no sound does."""
    start = raw[: SMALLEST * 8 // 16 * 16]
    tables = (start[: len(start) // 8 * 8].view(kind) for kind in ("<u2", ">u2", "<u4", ">u4", "<u8", ">u8"))
    return any(bool(np.all(table[1:] - table[:-1] == 1)) for table in tables)


def choose_windows(raw: Bytes) -> list[Bytes]:
    """Up to four windows spread over the more varied part of the buffer, the most varied first."""
    if len(raw) <= WINDOW_BYTES * 4 // 3:
        last = max(0, len(raw) - WINDOW_BYTES) // FRAME_MULTIPLE * FRAME_MULTIPLE
        return [max((raw[:WINDOW_BYTES], raw[last : last + WINDOW_BYTES]), key=byte_entropy)]
    last = (len(raw) - WINDOW_BYTES) // FRAME_MULTIPLE
    steps = min(48, -(-len(raw) // WINDOW_BYTES))
    starts = np.unique(np.linspace(0, last, steps).astype(int)) * FRAME_MULTIPLE
    windows = [raw[start : start + WINDOW_BYTES] for start in starts]
    entropies = [byte_entropy(window) for window in windows]
    order = [int(i) for i in np.argsort(entropies)[::-1] if entropies[i] >= 0.3] or [
        int(np.argmax(entropies))
    ]
    order = order[: max(1, round(0.7 * len(order)))]
    chosen = np.unique(np.linspace(0, len(order) - 1, MOST_WINDOWS).astype(int))
    return [windows[order[i]] for i in chosen]


# ---------------------------------------------------------------- what it is


@dataclass(frozen=True, slots=True)
class Ranked:
    """An encoding and a number of channels, with all its phases."""

    encoding: str
    channels: int
    phase: int
    """The likeliest."""
    share: float
    """Probability, 0..1."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was measured of a buffer."""

    readings: tuple[Hypothesis, ...]
    features: Floats
    """Readings x `READING_FEATURES`."""
    null: Floats
    """`NULL_FEATURES` of the reading "not audio"."""

    def shares(self) -> Floats:
        """Probability of each reading, and last that it is not audio."""
        scores = READING_SHARPNESS * choice_scores(networks(), self.features, self.null)
        chances = np.exp(scores - scores.max())
        return np.asarray(chances / chances.sum())

    def not_audio(self) -> float:
        """Probability that no reading is right."""
        return float(self.shares()[-1])

    def ranking(self) -> list[Ranked]:
        """Encodings and channels, the likeliest first."""
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


def screen(window: Bytes, weights: Floats = _SCREEN_WEIGHTS) -> list[Stream]:
    """The streams that may be right, the likeliest first, judged by a short stretch."""
    rows = measure(window, STREAMS, SCREEN_SAMPLES)
    if not rows:
        return []
    scores = np.array(list(rows.values())) @ weights
    order = [i for i in np.argsort(-scores, kind="stable") if scores[i] >= scores.max() - SCREEN_MARGIN]
    names = list(rows)
    return list(dict.fromkeys(Stream(names[i].encoding, names[i].phase) for i in order))[:SCREENED]


def examine(raw: Bytes, length: int) -> Examination:
    """Measure the likeliest readings of the bytes after any leading silence; `length` counts that too."""
    windows = choose_windows(raw)
    streams = with_partners(screen(windows[0]))
    rows: list[dict[Hypothesis, Floats]] = []
    nulls: list[Floats] = []
    for window in windows:
        rows.append(measure(window, streams))
        nulls.append(null_features(window, length))
        examined = together(rows, nulls, length)
        if len(rows) >= 2 and examined.shares().max() >= DECIDED:
            break
    return examined


def with_partners(streams: Sequence[Stream]) -> list[Stream]:
    """The streams, and those of the other byte order."""
    partners = [other_order(stream) for stream in streams]
    return list(dict.fromkeys([*streams, *(partner for partner in partners if partner)]))


def together(rows: Sequence[dict[Hypothesis, Floats]], nulls: Sequence[Floats], length: int) -> Examination:
    """What windows say together; a reading that is impossible in one of them is impossible."""
    possible = [reading for reading in rows[0] if all(reading in row for row in rows)]
    means = {reading: np.mean([row[reading] for row in rows], axis=0) for reading in possible}
    null = np.mean(nulls, axis=0)
    full = buffer_features(means, length, -float(null[NULL_FEATURES.index("least")]))
    features = np.array(list(full.values())).reshape(len(full), len(READING_FEATURES))
    return Examination(tuple(full), features, null)


# ---------------------------------------------------------------- the answer


def _complete(raw: Bytes, ranking: Sequence[Ranked]) -> list[AudioFormat]:
    """Complete readings, the likeliest first; the best one's neighbouring rate is always near the top."""
    formats: list[AudioFormat] = []
    for ranked in ranking[:3]:
        if ranked is ranking[0] or ranked.share > WORTH_A_GUESS:
            rates = guess_rates(Sound(raw, ranked.encoding, ranked.channels, ranked.phase))
        formats += [
            AudioFormat(
                encoding=ranked.encoding,
                channels=ranked.channels,
                sample_rate=rate,
                confidence=ranked.share,
                rate_confidence=share,
                offset=ranked.phase,
            )
            for rate, share in (rates if ranked is ranking[0] else rates[:1])
        ]
    if not formats:
        return []
    best = formats[0]
    formats.sort(key=lambda found: -found.confidence * found.rate_confidence)
    formats.remove(best)
    neighbour = NEIGHBOURS.get(best.sample_rate)
    position = next(
        (
            i
            for i, found in enumerate(formats)
            if (found.encoding, found.channels, found.sample_rate)
            == (best.encoding, best.channels, neighbour)
        ),
        0,
    )
    if position >= MOST_CANDIDATES:
        formats.insert(MOST_CANDIDATES - 1, formats.pop(position))
    return [best, *formats]


def _reading_evidence(examined: Examination, ranking: Sequence[Ranked]) -> tuple[str, ...]:
    """Why this encoding and so many channels."""
    best = ranking[0]
    layout = LAYOUTS[best.encoding]
    own = examined.bits(best.encoding) * layout.width
    sentences = [f"reads best as {layout.phrase}: packs into {own:.1f} of {8 * layout.width} bits a sample"]
    others = [ranked.encoding for ranked in ranking if ranked.encoding != best.encoding]
    if others:
        second = LAYOUTS[others[0]]
        bits = examined.bits(second.name) * second.width
        sentences[0] += f"; next best, {second.phrase}, into {bits:.1f} of {8 * second.width}"
    sentences.append(
        "every other sample belongs together: two channels"
        if best.channels == 2
        else "each sample follows from the one before: one channel"
    )
    if best.phase:
        sentences.append(f"{best.phase} stray byte{'s' * (best.phase > 1)} before the first whole sample")
    if best.share < SURE:
        names = {1: "mono", 2: "stereo"}
        rest = [f"{LAYOUTS[r.encoding].phrase} {names[r.channels]}" for r in ranking[1:3] if r.share > 0.02]
        sentences.append(
            f"not certain ({100 * best.share:.0f} %)" + (f": could be {' or '.join(rest)}" if rest else "")
        )
    return tuple(sentences)


def _rate_evidence(raw: Bytes, best: AudioFormat) -> tuple[str, ...]:
    """Why this rate, and that it is a guess."""
    assert best.encoding is not None
    name = f"{best.sample_rate / 1000:g} kHz"
    neighbour = NEIGHBOURS.get(best.sample_rate)
    if neighbour:
        sentence = f"{name} is a guess; {neighbour / 1000:g} kHz sounds nearly the same: try both"
    elif LAYOUTS[best.encoding].family == "g711" and best.sample_rate == 8000:
        sentence = f"{name} is a guess: G.711 is telephone sound"
    else:
        sentence = f"{name} is a guess from the sound alone"
    frames = len(Sound(raw, best.encoding, best.channels, best.offset).frames())
    length = length_in_words(frames, best.sample_rate)
    return (sentence, f"at {name} it lasts {length}") if length else (sentence,)
