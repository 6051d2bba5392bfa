"""Times beside words: seconds, milliseconds or ISO 8601, relative or absolute.

A single number rarely tells its unit; all numbers of a list together do. So times are first read as
`Moment`s, and `unit_of` decides over all of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from sambanova.audio_names import snake_case

Kind = Literal["relative", "seconds", "milliseconds", "absolute"]

# The smallest absolute time in each unit, as a part of a second: 2001, or 1973 in finer units. No relative
# time is so large: 1e9 ms are eleven days.
_EPOCHS = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3), (1e9, 1.0))

_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*"
    r"(Z|UTC|[+-]\d\d(?::?\d\d)?)?\s*",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d\d(?:[.,]\d{1,9})?)\s*", re.ASCII)
_WITH_UNIT = re.compile(r"\s*(-?\d{1,18}(?:\.\d{1,18})?)\s*(ms|s|sec|secs|seconds?)?\s*", re.ASCII)
_MILLISECONDS = re.compile(r"(?<=.)_(ms|msec|msecs|millis|milliseconds)$")
_SECONDS = re.compile(r"(?<=.)_(sec|secs|seconds|s)$")

_MILLISECOND = 1e-3

# Where the units lie a factor of 1,000 apart, what is usual decides: characters a second of speech, and
# seconds from one turn to the next.
_USUAL_PACE = 14.0
_USUAL_STEP = 4.0
_SLACK = 5.0  # seconds by which words may lie behind the end of a recording
_ZONE_STEP = 900.0  # seconds; time zones differ by multiples


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as it is written.

    value: in the unit that `kind` says: Unix seconds if absolute; of a relative one the unit is unknown.
    has_zone: whether an absolute time is sure; ISO 8601 without a zone may be local time.
    """

    value: float
    kind: Kind = "relative"
    has_zone: bool = True


def name_and_unit(name: str) -> tuple[str, Kind]:
    """The name of a field in snake case without its unit, and the unit.

    name_and_unit("startMs")  # ("start", "milliseconds")
    """
    snake = snake_case(name)
    if snake.startswith("seconds_"):
        return snake, "seconds"
    for unit, kind in ((_MILLISECONDS, "milliseconds"), (_SECONDS, "seconds")):
        found = unit.search(snake)
        if found:
            return snake[: found.start()], kind  # type: ignore[return-value]  # the literals of the table
    return snake, "relative"


def read_moment(value: Any, kind: Kind = "relative") -> Moment | None:
    """A time from a JSON value; None if it is none. kind: that the name of the field tells."""
    if isinstance(value, dict):  # of Protocol Buffers
        value = _of_parts(value)
    if isinstance(value, str):
        return _from_text(value[:64], kind)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return _from_number(value, kind)


def _of_parts(parts: dict[str, Any]) -> Any:
    seconds, rest = parts.get("seconds", 0), parts.get("nanos", parts.get("nanoseconds", 0))
    try:
        return float(seconds) + float(rest) * 1e-9 if parts.keys() & {"seconds", "nanos"} else None
    except (TypeError, ValueError, OverflowError):
        return None


def _from_number(number: float, kind: Kind) -> Moment | None:
    try:
        value = float(number)
    except OverflowError:
        return None
    if not math.isfinite(value) or value > 1e20:
        return None
    for least, unit in _EPOCHS:
        if value >= least:
            return Moment(value * unit, "absolute")
    return Moment(value, kind)


def _from_text(text: str, kind: Kind) -> Moment | None:
    plain = _WITH_UNIT.fullmatch(text)
    if plain:
        unit: Kind = kind if not plain[2] else "milliseconds" if plain[2] == "ms" else "seconds"
        return _from_number(float(plain[1]), unit)
    clock = _CLOCK.fullmatch(text)
    if clock:
        whole = int(clock[1] or 0) * 3600 + int(clock[2]) * 60
        return Moment(whole + float(clock[3].replace(",", ".")), "seconds")
    iso = _ISO.fullmatch(text)
    return _from_iso(iso) if iso else None


def _from_iso(found: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute = (int(found[group]) for group in range(1, 6))
    zone = (found[8] or "").upper()
    offset = timedelta()
    if zone not in ("", "Z", "UTC"):
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    try:
        whole = datetime(year, month, day, hour, minute, int(found[6] or 0), tzinfo=timezone.utc)
        seconds = (whole - offset).timestamp()
    except (ValueError, OverflowError):
        return None
    return Moment(seconds + float(f"0.{found[7] or 0}"), "absolute", has_zone=bool(zone))


def unit_of(values: Sequence[float], paced: Sequence[tuple[int, float]], duration: float | None) -> float:
    """The unit of numbers that no name tells, as a part of a second: 1.0 or 0.001.

    values: points in time. paced: characters of speech, and how long they last. duration: of the
    recording in seconds; None if unknown.
    """
    paces = [characters / span for characters, span in paced if characters and span > 0]
    if paces:
        return _nearer(median(paces), _USUAL_PACE, 1 / _MILLISECOND)
    last = max(values, default=0.0)
    if duration is not None and last <= duration + _SLACK:
        return 1.0
    steps = [later - earlier for earlier, later in pairwise(sorted(values)) if later > earlier]
    if steps:
        return _nearer(1 / median(steps), 1 / _USUAL_STEP, 1 / _MILLISECOND)
    is_whole = all(value == int(value) for value in values)
    return _MILLISECOND if is_whole and last >= 1 / _MILLISECOND else 1.0


def _nearer(value: float, usual: float, factor: float) -> float:
    """1.0 if the value is nearer to the usual one by itself; 1 / factor if it is so times the factor."""
    by_itself, multiplied = abs(math.log(value / usual)), abs(math.log(value * factor / usual))
    return 1.0 if by_itself <= multiplied else 1 / factor


@dataclass(frozen=True, slots=True)
class Clock:
    """Where absolute times lie in a recording.

    anchors: places whose real time is known, ascending: seconds in the recording, and Unix seconds.
    connected_at: Unix seconds at which the session began; used where there are no anchors. duration: of the
    recording, in seconds; None if unknown. first_sound: seconds; where the first word may lie if nothing
    tells the time.
    """

    anchors: tuple[tuple[float, float], ...] = ()
    connected_at: float | None = None
    duration: float | None = None
    first_sound: float = 0.0
    _known: tuple[tuple[float, float], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        began = () if self.connected_at is None else ((0.0, self.connected_at),)
        object.__setattr__(self, "_known", self.anchors or began)

    def shift(self, moments: Sequence[Moment]) -> tuple[float, str]:
        """What to add to absolute times before `position`, and how the time is known.

        `clock` of the chunks, `connected_at`, or `first_word`, which is then taken for the first sound.
        """
        absolute = [moment.value for moment in moments if moment.kind == "absolute"]
        if not absolute:
            return 0.0, ""
        how = "clock" if self.anchors else "connected_at"
        if self._known:
            middle = median(absolute)
            shifts = [0.0]
            if not all(moment.has_zone for moment in moments):
                away = self._known[0][1] - middle
                shifts.append(round(away / _ZONE_STEP) * _ZONE_STEP)
            for one in shifts:
                if self._is_inside(self._raw(middle + one)):
                    return one, how
        base = self._known[0][1] if self._known else 0.0
        return base + self.first_sound - min(absolute), "first_word"

    def position(self, unix: float) -> float:
        """Seconds in the recording of a Unix time, to which `shift` was added."""
        return self._raw(unix) if self._known else unix

    def _is_inside(self, position: float) -> bool:
        return position >= -_SLACK and (self.duration is None or position <= self.duration + 12 * _SLACK)

    def _raw(self, unix: float) -> float:
        before = [anchor for anchor in self._known if anchor[1] <= unix]
        at, real = before[-1] if before else self._known[0]
        found = at + unix - real
        if before and len(before) < len(self._known):
            found = min(found, self._known[len(before)][0])  # between them nothing was recorded
        return found
