"""A session as one document to attach to a ticket: what is in it, for `session_html` and `session_markdown`.

It says who called only where somebody chose the field that does.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import quote

from sambanova import __version__
from sambanova.analysis.levels import Levels, peaks
from sambanova.diagnosis.diagnosis import Diagnosis
from sambanova.diagnosis.fixes import Fix
from sambanova.errors import InvalidRequest
from sambanova.findings import Finding
from sambanova.library import ReadSession
from sambanova.recording import Recording
from sambanova.reports.results import Column, places_of, shown
from sambanova.session import Session
from sambanova.session_info import Explained
from sambanova.web.wav import WavFile

MAX_AUDIO = 64 << 20
"""Bytes of the WAV file that a report holds at most; its text is a third longer."""

_MAX_PICTURES = 24  # of places; the findings come worst first
_PICTURES_EACH = 3  # of a finding
_AROUND = 0.25  # s before and behind a place that its picture shows
_COLUMNS = 360  # of a picture
_LEAST_PEAK = 0.02  # that a picture is drawn for; what is softer looks soft
_MAX_PLACES = 200  # marks in the picture of the whole recording
_LISTED_PLACES = 12  # of a finding that are given as times


@dataclass(frozen=True, slots=True)
class Lane:
    """A channel of a picture. name: of its track, or empty."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of the sound, as loud as it fits. start, end: seconds. marks: places in it, 0..1."""

    start: float
    end: float
    lanes: tuple[Lane, ...]
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ExplainedFinding:
    """A finding with its fix, pictures of its first places, and the times of more of them."""

    finding: Finding
    fix: Fix | None
    pictures: tuple[Picture, ...]
    places: tuple[float, ...]

    @property
    def and_more(self) -> str:
        """How many places are not among `places`, in words; empty if all are."""
        more = len(self.finding.places) - len(self.places)
        return f" and {more:,} more" if more > 0 else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A chosen field. value: None if the session does not have it. cut: bytes of a longer value, or None."""

    name: str
    value: str | None
    cut: int | None


@dataclass(frozen=True, slots=True)
class SessionReport:
    """What a report says. link: to the session in the player. made_at: Unix seconds. audio: None without."""

    session: Session
    diagnosis: Diagnosis
    findings: tuple[ExplainedFinding, ...]
    whole: Picture | None
    fields: tuple[Field, ...]
    link: str
    made_at: float
    audio: WavFile | None = None

    @property
    def title(self) -> str:
        """The id of the session, on one line."""
        return shown(self.session.session_id)

    def link_to(self, seconds: float) -> str:
        """A link to a place in the session."""
        return f"{self.link}&t={seconds:.2f}"

    def facts(self) -> list[tuple[str, str]]:
        """What is known of the session, in a few words each."""
        session, duration = self.session, self.diagnosis.duration
        known = [
            ("Session", self.title),
            ("Keys", ", ".join(map(shown, session.keys))),
            ("Stored as", session.stored_as.replace("+", " and ")),
            ("Connected", moment(session.connected_at) if session.connected_at else ""),
            ("Duration", f"{duration:.1f} s" if duration is not None else ""),
            ("Tracks", ", ".join(shown(one.name) for one in self.diagnosis.tracks)),
        ]
        return [fact for fact in known if fact[1]]

    def made(self) -> str:
        """When and by what it was made."""
        return f"Made by Audio Stream Player {__version__} at {moment(self.made_at)}."


def session_report(
    session: ReadSession,
    explained: Explained,
    root: str,
    fields: Sequence[str] = (),
    audio: tuple[Recording, float, float] | None = None,
) -> SessionReport:
    """The report on a session.

    root: address of the player, with a slash at its end. fields: names of those to show. audio: the recording
    whose seconds from .. to are embedded. Raises InvalidRequest if that is too long.
    """
    examined = explained.examined
    names = explained.opened.lane_names if explained.opened else ()
    return SessionReport(
        session.session,
        examined.diagnosis,
        _explained(examined.diagnosis.findings, explained.fixes, examined.recording, names),
        _whole(examined.recording, examined.diagnosis.findings, names),
        tuple(_field(name, session.stored.fields, session.stored.cut_fields) for name in fields),
        f"{root}#session={quote(session.session.session_id.encode('utf-8', 'surrogatepass'), safe='')}",
        time.time(),
        _embedded(*audio) if audio else None,
    )


def chosen_fields(given: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The names of fields in a parameter that may be given several times, each with commas.

    A name may hold commas itself, if there is such a field.
    """
    names: list[str] = []
    for text in given:
        names += [text] if text in known else [part.strip() for part in text.split(",") if part.strip()]
    return list(dict.fromkeys(names))


def moment(seconds: float) -> str:
    """A Unix time in UTC: `2026-01-31 14:03:22 UTC`; empty if there is no such time."""
    try:
        return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M:%S} UTC"
    except (OverflowError, ValueError, OSError):
        return ""


def clock(seconds: float) -> str:
    """A place in the sound: `1:08.40`."""
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000}:{hundredths % 6000 / 100:05.2f}"


def level_words(levels: Levels) -> str:
    """The levels in one line."""
    known = [
        ("peak", levels.peak_dbfs, "dBFS"),
        ("speech", levels.speech_dbfs, "dBFS"),
        ("noise", levels.noise_dbfs, "dBFS"),
        ("speech over noise", levels.snr_db, "dB"),
    ]
    parts = [f"{name} {value:.1f} {unit}" for name, value, unit in known if value is not None]
    return ", ".join([*parts, f"{levels.clipped_samples:,} samples clipped"])


def _field(name: str, values: Mapping[str, str], cut: Mapping[str, int]) -> Field:
    return Field(name, values.get(name), cut.get(name))


def _embedded(recording: Recording, start: float, end: float) -> WavFile:
    rate = recording.sample_rate
    file = WavFile.of(recording, round(start * rate), round(end * rate))
    if file.size > MAX_AUDIO:
        raise InvalidRequest(
            f"The sound is too long to be in a report ({file.size >> 20} of {MAX_AUDIO >> 20} MB): "
            "choose a track, or a part with start and end."
        )
    return file


# ---------------------------------------------------------------- pictures


def _explained(
    findings: Sequence[Finding],
    fixes: Sequence[Fix | None],
    recording: Recording | None,
    names: Sequence[str],
) -> tuple[ExplainedFinding, ...]:
    left = _MAX_PICTURES
    made = []
    for finding, fix in zip(findings, fixes, strict=True):
        places = places_of(finding)
        drawn = _apart(places)[: min(left, _PICTURES_EACH)] if recording is not None else []
        left -= len(drawn)
        pictures = tuple(_around(recording, at, places, names) for at in drawn) if recording else ()
        made.append(ExplainedFinding(finding, fix, pictures, places[:_LISTED_PLACES]))
    return tuple(made)


def _apart(places: Sequence[float]) -> list[float]:
    """Places of which none is in the picture of the one before."""
    chosen: list[float] = []
    for at in places:
        if not chosen or at > chosen[-1] + _AROUND:
            chosen.append(at)
    return chosen


def _around(recording: Recording, at: float, places: Sequence[float], names: Sequence[str]) -> Picture:
    start = max(0.0, min(at - _AROUND, recording.duration - 2 * _AROUND))
    return _picture(recording, start, min(recording.duration, start + 2 * _AROUND), places, names)


def _whole(recording: Recording | None, findings: Sequence[Finding], names: Sequence[str]) -> Picture | None:
    if recording is None or not recording.frame_count:
        return None
    places = [place for one in findings if one.severity != "info" for place in places_of(one)]
    return _picture(recording, 0.0, recording.duration, places[:_MAX_PLACES], names)


def _picture(
    recording: Recording, start: float, end: float, places: Sequence[float], names: Sequence[str]
) -> Picture:
    length = max(end - start, 1 / recording.sample_rate)
    channels = peaks(recording, _COLUMNS, start, end)
    edges = [edge for channel in channels for edge in (*channel["min"], *channel["max"])]
    gain = 1 / max(_LEAST_PEAK, *map(abs, edges)) if edges else 1.0
    lanes = tuple(
        Lane(
            names[index] if index < len(names) else "",
            tuple(
                (low * gain, high * gain) for low, high in zip(channel["min"], channel["max"], strict=True)
            ),
        )
        for index, channel in enumerate(channels)
    )
    marks = tuple((place - start) / length for place in places if start <= place <= end)
    return Picture(start, end, lanes, marks)
