"""The verdict: one sentence and one severity for all findings, what was checked, and what cannot be known.

The sentence names a cause. A wrong format, or damage to what is stored, explains faults of the sound that
follow from it, so it comes before them even if they are more severe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sambanova.audio_format import CONTAINER_LABELS, AudioFormat, encoding_label, rate_label
from sambanova.encodings import ENCODINGS
from sambanova.findings import Finding

Outcome = Literal["ok", "info", "warning", "error"]
"""The severity of a verdict: `ok` if nothing is wrong, else that of the worst finding."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""All outcomes, best first."""

NO_FAULT = "No fault was found in what was checked."
NOTHING_RECORDED = "Nothing was recorded yet."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all findings about a recording come to.

    severity: `ok`, or that of the worst finding. sentence: for people, the cause first. cause: the code of
    the finding that the sentence is about; None if nothing is wrong. checked: what was looked at, in a few
    words each. unknown: sentences about what nothing tells.
    """

    severity: Outcome
    sentence: str
    cause: str | None = None
    checked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The verdict as the API sends it."""
        return {
            "severity": self.severity,
            "sentence": self.sentence,
            "cause": self.cause,
            "checked": list(self.checked),
            "unknown": list(self.unknown),
        }


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a recording besides its findings.

    formats: of each track; none if it is not audio. tracks: their names. has_clock: whether times or growth
    tell when it was written. is_growing: whether it is being recorded. duration: seconds.
    """

    formats: tuple[AudioFormat, ...] = ()
    tracks: tuple[str, ...] = ()
    has_clock: bool = False
    is_growing: bool = False
    duration: float = 0.0


def judge(findings: Iterable[Finding], known: Known) -> Verdict:
    """The verdict on a recording.

    judge([], Known((AudioFormat("s16le", 1, 16000),), duration=3.0)).severity  # "ok"
    """
    checked, unknown = tuple(_checked(known)), tuple(dict.fromkeys(_unknown(known)))
    telling = [one for one in findings if one.severity != "info" or one.code not in _USUAL]
    if not telling:
        return Verdict("ok", NO_FAULT, None, checked, unknown)
    worst = min(telling, key=_rank)
    cause = _cause(telling, worst)
    return Verdict(worst.severity, _sentence(cause, known.tracks), cause.code, checked, unknown)


def nothing_recorded(*, is_growing: bool = False) -> Verdict:
    """The verdict on a session in which there is no audio."""
    return Verdict("info", NOTHING_RECORDED, "no_audio", ("how it is stored",), _growing(is_growing))


# ---------------------------------------------------------------- the cause

# Info that only says how a recording is stored or read. Nothing is wrong with that.
_USUAL = frozenset(
    (
        "not_base64",
        "json_audio",
        "hexadecimal_text",
        "npy_array",
        "compressed",
        "data_url_prefix",
        "base64_line_breaks",
        "base64_quoted",
        "base64_url_safe",
        "base64_wrong_padding",
        "wav_header_repeated",
        "container_length_unknown",
        "pause_in_time",
        "tracks_not_in_step",
        "silence_left_out",
    )
)

_NO_SOUND = (
    "not_audio",
    "not_base64_text",
    "track_not_audio",
    "json_too_deep",
)
_DAMAGED = (
    "base64_strange_characters",
    "base64_cut_off",
    "chunks_left_out",
    "json_lines_damaged",
    "json_cut_off",
    "npy_cut_off",
    "compressed_cut_off",
    "bytes_as_text",
    "container_header_missing",
    "container_header_damaged",
    "container_header_late",
)
_READ_WRONGLY = (
    "container_format_unlikely",
    "declared_format_unlikely",
    "container_header_contradicts",
    "container_rate_contradicts",
    "rate_contradicts_clock",
    "rate_unlikely",
    "format_uncertain",
    "declaration_changes",
    "declaration_unusable",
)
_LOST = (
    "container_damaged",
    "chunk_missing",
    "several_recordings",
    "byte_slip",
    "byte_offset",
    "odd_length",
    "gap_in_time",
    "dropout",
    "chunk_doubled",
    "sound_jump",
)
_FORM = (
    "base64_concatenated",
    "base64_missing_padding",
    "base64_of_base64",
    "hexadecimal_text",
    "container_length_wrong",
)
_SOUND = (
    "digital_silence",
    "silence",
    "channel_dead",
    "channels_inverted",
    "clipping",
    "too_loud",
    "too_quiet",
    "dc_offset",
)

# Codes in the order in which they explain each other; unknown ones are about the sound.
_CODES = (*_NO_SOUND, *_DAMAGED, *_READ_WRONGLY, *_LOST, *_FORM, *_SOUND)
_ORDER = {code: rank for rank, code in enumerate(_CODES)}
_LAST = len(_ORDER)
_EXPLAINED_BY_READING = frozenset((*_LOST, *_SOUND)) - {"container_damaged", "chunk_missing"}

_CAUSES = {
    "dropout": "Packets were lost before the app wrote them",
    "gap_in_time": "The writer stood still, or packets were lost",
    "sound_jump": "Chunks are missing",
    "chunk_doubled": "The app wrote chunks twice",
    "chunk_missing": "Chunks of the recorder were not stored",
    "clipping": "The gain in front of the recorder is too high",
    "byte_slip": "Chunks were cut or joined in the middle of a sample",
    "odd_length": "The last chunk was cut in the middle of a sample",
    "rate_unlikely": "The declared sample rate is wrong",
    "rate_contradicts_clock": "The sample rate is wrong",
}
"""What happened, where the message of a finding says only what was found."""

_OF_INFO = "No certain fault; worth knowing"
_SENTENCE_END = re.compile(r"(?<=[^.\s][.!?])\s+(?=[A-Z])")


def _rank(finding: Finding) -> tuple[int, int, float]:
    """Sorts the worst finding first; of equally bad ones, the one that explains most, then the first."""
    place = -1.0 if finding.at_seconds is None else finding.at_seconds
    return -OUTCOMES.index(finding.severity), _ORDER.get(finding.code, _LAST), place


def _cause(findings: Sequence[Finding], worst: Finding) -> Finding:
    """The finding that explains the worst one; the worst itself if there is none."""
    serious = [one for one in findings if one.severity != "info"]
    for one in sorted(serious, key=lambda each: _ORDER.get(each.code, _LAST)):
        if one.code in _DAMAGED and worst.code in _LOST:
            return one
        is_sound = worst.code in _EXPLAINED_BY_READING or worst.code not in _ORDER
        if one.code in _READ_WRONGLY and is_sound:
            return one
    return worst


_CAUSE_LAST = frozenset({"dropout", "sound_jump", "chunk_doubled"})
"""Codes of findings whose message ends with the cause, behind a colon."""


def _sentence(finding: Finding, tracks: Sequence[str]) -> str:
    """One sentence with the cause in front, without what the message adds behind a semicolon."""
    track, message = _without_track(_SENTENCE_END.split(finding.message)[0], tracks)
    if finding.code not in _READ_WRONGLY and "; " in message:
        message = message.split("; ")[0] + "."
    if finding.severity != "info" and finding.code in _CAUSE_LAST and ": " in message:
        found, _, cause = message.rstrip(".").rpartition(": ")
        message = f"{cause[:1].upper()}{cause[1:]}: {_in_sentence(found)}."
    else:
        what = _OF_INFO if finding.severity == "info" else _CAUSES.get(finding.code, "")
        if what and what.lower() not in message.lower():
            message = f"{what}: {_in_sentence(message)}"
    return f"{track}: {_in_sentence(message)}" if track else message


def _without_track(message: str, tracks: Sequence[str]) -> tuple[str, str]:
    """The name of the track that a message begins with, or nothing, and the rest."""
    for name in tracks:
        if name and message.startswith(f"{name}: "):
            return name, message[len(name) + 2 :]
    return "", message


def _in_sentence(message: str) -> str:
    """A message to follow a colon: `The sound …` becomes `the sound …`; `WebM …` stays."""
    first = message.split(" ", 1)[0]
    return message[0].lower() + message[1:] if first.istitle() else message


# ---------------------------------------------------------------- what was looked at

_GUESSED = ("signal", "default")
_DECLARED = ("session", "settings")
_LOSSLESS = ("flac", "alac", *ENCODINGS)
_SURE = 0.9  # confidence from which the encoding is no guess
_MIN_SECONDS = 0.1  # of sound that is looked at


def _checked(known: Known) -> Iterator[str]:
    """What was looked at."""
    yield "how it is stored"
    containers = dict.fromkeys(one.container for one in known.formats if one.container)
    for name in containers:
        yield f"the {CONTAINER_LABELS.get(name, name)} container"
    if not known.formats:
        return
    if any(one.container is None for one in known.formats):
        yield "encoding and channels"
    if any(one.sources[2] in _DECLARED or one.container == "wav" for one in known.formats):
        yield "sample rate"
    if known.has_clock:
        yield "clock"
    if any(one.encoding in ENCODINGS for one in known.formats):
        yield "lost and added bytes"
    if known.duration >= _MIN_SECONDS:
        yield from ("gaps, jumps and doubled chunks", "clipping", "level", "DC offset")
        if any(one.channels > 1 for one in known.formats):
            yield "dead and equal channels"


def _unknown(known: Known) -> Iterator[str]:
    """What nothing tells."""
    for one in dict.fromkeys(known.formats):
        yield from _unknown_of_format(one, has_clock=known.has_clock)
    if any(one.container is None for one in known.formats) and not known.has_clock:
        yield "Whether chunks are missing where the sound does not show it: no times of chunks are stored."
    if known.formats and known.duration < _MIN_SECONDS:
        yield "What is wrong with the sound: less than 0.1 s is too short."
    yield from _growing(known.is_growing)
    if known.formats:
        yield "Whether whole words are missing: nothing in the sound tells."


def _unknown_of_format(audio_format: AudioFormat, *, has_clock: bool) -> Iterator[str]:
    rate = rate_label(audio_format.sample_rate)
    encoding, _, rate_source = audio_format.sources
    if encoding == "signal" and audio_format.confidence < _SURE:
        yield f"What the bytes are: their format is a guess ({audio_format.confidence:.0%} sure)."
    if rate_source in _GUESSED:
        sure = f"{audio_format.rate_confidence:.0%} sure"
        yield f"Whether {rate} is right: nothing but the sound tells it ({sure})."
    elif rate_source in _DECLARED and audio_format.container is None and not has_clock:
        yield f"Whether the declared {rate} is right: nothing tells when the sound was written."
    if audio_format.container and audio_format.encoding not in _LOSSLESS:
        codec = encoding_label(audio_format.encoding or "")
        yield f"What was lost before it was encoded: {codec} smooths gaps."


def _growing(is_growing: bool) -> tuple[str, ...]:
    return ("How it ends: it is still being recorded.",) if is_growing else ()
