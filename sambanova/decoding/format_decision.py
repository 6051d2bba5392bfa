"""Which format headerless bytes have: what is said about them, weighed against the signal.

What the caller asks for comes first, then what the session declares, the settings, the growth of a
live buffer, and the signal itself.
"""

from __future__ import annotations

from dataclasses import replace

from sambanova.audio_format import AudioFormat, Source, channels_label, encoding_label, rate_label
from sambanova.detection import Identification, detect_despite_slips
from sambanova.encodings import ENCODINGS
from sambanova.format_hints import FormatHint, FormatHints, rate_from_growth


def _detect(data: bytes) -> AudioFormat:
    """What the signal alone says."""
    return _from_signal(detect_despite_slips(data))


def _from_signal(found: Identification) -> AudioFormat:
    """The detector's answer as a format, with its candidates."""
    return AudioFormat(
        encoding=found.encoding,
        channels=found.channels,
        sample_rate=found.sample_rate,
        confidence=found.confidence,
        rate_confidence=found.rate_confidence,
        offset=found.offset,
        evidence=found.evidence,
        candidates=tuple(_from_signal(candidate) for candidate in found.candidates),
    )


LAST_RESORT = FormatHint("s16le", 44100, 1)
"""What silence and scraps are taken as, which give the signal nothing to tell."""

_G711_RATE = 8000  # Hz; telephony's only rate, and that of practically all G.711 (ITU-T G.711, 2)
_SAID_CONFIDENCE: dict[Source, float] = {
    "request": 1.0,
    "session": 0.97,
    "settings": 0.97,
    "growth": 0.98,  # 98.6 % right after two seconds, in simulation
}
_SAID_BY: dict[Source, str] = {
    "request": "it was asked for",
    "session": "the session says so",
    "settings": "the settings pin it",
    "growth": "it grows so fast while it is recorded",
    "default": "nothing tells, so the usual is assumed",
}
BELIEVED = 0.5  # confidence below which what somebody says is doubted
_BELIEVED_OFFSET = 0.5  # confidence from which a stray byte in front is believed; practically all have none
MAX_CANDIDATES = 6  # other readings that are offered
MIN_BYTES = 128  # less than this tells nothing


def decide(data: bytes, hints: FormatHints) -> AudioFormat:
    """The format of headerless `data`, from what is said about it and from the signal.

    Each of encoding, channels and sample rate comes from the first that says it: the caller, the
    session's fields, the settings, the growth of a live buffer, the signal. `encoding` is None when
    nobody says anything and the signal is no sound.
    """
    said: tuple[tuple[Source, FormatHint], ...] = (
        ("request", hints.requested),
        ("session", hints.declared),
        ("settings", hints.pinned),
    )
    requested = hints.requested
    if requested.encoding and requested.sample_rate and requested.channels:
        guess = AudioFormat(None, 0, 0)
    elif _tells_nothing(data):
        guess = AudioFormat(LAST_RESORT.encoding, 1, 44100, source="default")
    else:
        guess = _detect(data)
    encoding, encoding_source = _first(said, "encoding") or (guess.encoding, guess.source)
    if encoding is None:
        return replace(guess, candidates=_worth_a_try(guess, said))
    assert isinstance(encoding, str)
    alike = _reading_like(guess, encoding, requested.channels)
    channels, channels_source = _first(said, "channels") or (alike.channels or 1, alike.source)
    assert isinstance(channels, int)
    rate, rate_source = (
        _first(said, "sample_rate")
        or _rate_by_growth(hints.bytes_per_second, encoding, channels)
        or (_usual_rate(encoding, alike), alike.source)
    )
    assert isinstance(rate, int)
    agreed = (alike.encoding, alike.channels) == (encoding, channels)
    sources: tuple[Source, Source, Source] = (encoding_source, channels_source, rate_source)
    confidence = _SAID_CONFIDENCE.get(encoding_source, alike.confidence if agreed else 0.0)
    if "request" not in sources[:2] and {"session", "settings"} & set(sources[:2]):
        confidence = min(confidence, _after_signal(guess, (encoding, channels), confidence))
    return AudioFormat(
        encoding=encoding,
        channels=channels,
        sample_rate=rate,
        source=next((source for source in _SAID_CONFIDENCE if source in sources), guess.source),
        confidence=confidence,
        rate_confidence=_SAID_CONFIDENCE.get(rate_source, alike.rate_confidence),
        offset=alike.offset if agreed and alike.confidence > _BELIEVED_OFFSET else 0,
        evidence=_evidence(encoding, channels, rate, sources, guess.evidence),
        candidates=_other_readings(guess, encoding, channels, rate, rate_source),
        sources=sources,
    )


_MIN_SHARE = 1e-3  # probability that the signal leaves any reading: it may be of a kind that is not known


def belief(for_it: float, against_it: float) -> float:
    """How sure to be, 0..1, of what a session or the settings say, after the signal has spoken.

    for_it, against_it: how likely the signal is if that is right, and if it is wrong, in the same unit.
    """
    said = _SAID_CONFIDENCE["session"]
    return said * for_it / (said * for_it + (1 - said) * against_it)


def _after_signal(guess: AudioFormat, said: tuple[str, int], confidence: float) -> float:
    """How sure to be of an encoding and channels that are said; `confidence` where the signal is weak."""
    if not _is_clearly_another(guess, said):
        return confidence
    share = next((one.confidence for one in guess.candidates if (one.encoding, one.channels) == said), 0.0)
    return belief(max(share, _MIN_SHARE), guess.confidence)


def _worth_a_try(guess: AudioFormat, said: tuple[tuple[Source, FormatHint], ...]) -> tuple[AudioFormat, ...]:
    """The readings that come nearest to sound when nothing is, with what is said of rate and channels."""
    rate, channels = (_first(said, name) for name in ("sample_rate", "channels"))
    nearest = guess.candidates or (AudioFormat(LAST_RESORT.encoding, 1, 44100, source="default"),)
    readings: dict[tuple[str | None, int, int], AudioFormat] = {}
    for one in nearest:
        known = replace(
            one,
            sample_rate=int(rate[0]) if rate else one.sample_rate,
            channels=int(channels[0]) if channels else one.channels,
            candidates=(),
            evidence=(),
        )
        readings.setdefault((known.encoding, known.channels, known.sample_rate), known)
    return tuple(readings.values())[:MAX_CANDIDATES]


_MIN_CONTRADICTION = 0.9  # confidence of another reading, from which a header is not believed
_MAX_OWN_SHARE = 0.02  # confidence of the header's own reading up to which it is not
# What can hardly be told apart: of two channels of 16 bits one is silent, or 16 bits are kept in 32.
_HARDLY_DIFFERENT = (
    frozenset({("s16le", 2), ("s32le", 1)}),
    frozenset({("s16be", 2), ("s32be", 1)}),
    frozenset({("s16le", 2), ("s32le", 2)}),
)


def likelier_than_header(claimed: AudioFormat, sound: bytes) -> tuple[AudioFormat, ...]:
    """Readings of the sound in a file that its header contradicts, the likeliest first; mostly none.

    sound: the bytes behind the header, or many of them. The rate is the header's, as it is the part that
    applications know best.
    """
    if claimed.channels > 2 or _tells_nothing(sound):
        return ()
    found = _detect(sound)
    assert claimed.encoding is not None
    if not _is_clearly_another(found, (claimed.encoding, claimed.channels)):
        return ()
    better = replace(found, sample_rate=claimed.sample_rate, rate_confidence=0.5, candidates=(), evidence=())
    rates = (found.sample_rate, *(one.sample_rate for one in found.candidates[:1]))
    return (better, *(replace(better, sample_rate=rate) for rate in rates if rate != claimed.sample_rate))


def _is_clearly_another(found: AudioFormat, claim: tuple[str, int]) -> bool:
    """Whether the signal is surely something else than the encoding and channels of a claim."""
    readings = [(one.encoding, one.channels) for one in (found, *found.candidates)]
    if claim[1] > 2 or found.encoding is None or found.confidence < _MIN_CONTRADICTION:
        return False
    if claim == readings[0] or frozenset({claim, (found.encoding, found.channels)}) in _HARDLY_DIFFERENT:
        return False
    return claim not in readings or found.candidates[readings.index(claim) - 1].confidence <= _MAX_OWN_SHARE


def _tells_nothing(data: bytes) -> bool:
    """Whether bytes are too few or all the same: silence in some encoding, which no signal names."""
    return len(data) < MIN_BYTES or (_is_constant(data[:4096]) and _is_constant(data))


def _is_constant(data: bytes) -> bool:
    return data.count(data[:1]) == len(data)


def _first(said: tuple[tuple[Source, FormatHint], ...], name: str) -> tuple[str | int, Source] | None:
    """The first value that somebody says of `name`, with who says it."""
    return next(
        ((value, source) for source, reading in said if (value := getattr(reading, name)) is not None), None
    )


def _reading_like(guess: AudioFormat, encoding: str, channels: int | None) -> AudioFormat:
    """The likeliest reading in that encoding, and with that many channels where they are asked for."""
    readings = (guess, *guess.candidates)
    wanted = [reading for reading in readings if reading.encoding == encoding]
    exact = [reading for reading in wanted if channels in (None, reading.channels)]
    return next(iter(exact or wanted), replace(guess, channels=0, confidence=0.0, offset=0))


def _rate_by_growth(
    bytes_per_second: float | None, encoding: str, channels: int
) -> tuple[int, Source] | None:
    """The rate that explains how fast a live buffer grows; None where none does."""
    if bytes_per_second is None:
        return None
    rate = rate_from_growth(bytes_per_second, ENCODINGS[encoding].sample_width * channels)
    return (rate, "growth") if rate else None


def _usual_rate(encoding: str, alike: AudioFormat) -> int:
    if encoding in ("mulaw", "alaw"):
        return _G711_RATE
    return alike.sample_rate or LAST_RESORT.sample_rate or 0


def _evidence(
    encoding: str, channels: int, rate: int, sources: tuple[Source, ...], from_signal: tuple[str, ...]
) -> tuple[str, ...]:
    """One sentence for each thing that somebody said, and those of the signal for the rest."""
    parts = (encoding_label(encoding), channels_label(channels), rate_label(rate))
    sentences = [
        f"{part}: {_SAID_BY[source]}"
        for part, source in zip(parts, sources, strict=True)
        if source in _SAID_BY
    ]
    return (*sentences, *from_signal) if "signal" in sources else tuple(sentences)


def _other_readings(
    guess: AudioFormat, encoding: str, channels: int, rate: int, rate_source: Source
) -> tuple[AudioFormat, ...]:
    """The other readings worth a try; a rate that somebody said holds for them, too."""
    chosen = (encoding, channels, rate)
    others: dict[tuple[str, int, int], AudioFormat] = {}
    readings: tuple[AudioFormat, ...]
    for reading in (guess, *guess.candidates):
        if reading.encoding is None:
            continue
        if rate_source in _SAID_CONFIDENCE:
            at_said_rate = replace(reading, sample_rate=rate, rate_confidence=_SAID_CONFIDENCE[rate_source])
            readings = (at_said_rate, reading)
        else:
            readings = (reading,)
        for one in readings:
            assert one.encoding is not None
            key = (one.encoding, one.channels, one.sample_rate)
            if key != chosen:
                others.setdefault(key, replace(one, candidates=(), evidence=()))
    return tuple(others.values())[:MAX_CANDIDATES]
