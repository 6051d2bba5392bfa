"""Parses the parameters of requests, from query strings and JSON bodies.

Values may be text or JSON. None and empty text count as missing. Every function raises InvalidRequest
for a bad value; the message names the parameter and its range.

    >>> whole_number({"limit": "50"}, "limit", 100, 1, 1000)
    50
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timezone
from typing import Any, TypeVar

from sambanova.diagnosis.verdict import OUTCOMES
from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.errors import InvalidRequest
from sambanova.format_hints import CODECS, MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, FormatHint
from sambanova.sessions.query import MAX_LIMIT, SORTS, STATES, SessionQuery, split_fields

Parameters = Mapping[str, Any]
Default = TypeVar("Default")

MAX_GAIN = 40.0  # dB of a track
MAX_SECONDS = 1e9  # of a position; positions past the end mean the end
MAX_UNIX_SECONDS = 1e12
_MAX_VALUES = 20  # of a filter
_WHOLE_NUMBER = re.compile(r"\s*\+?(\d{1,12})(?:\.0*)?\s*", re.ASCII)


def is_given(parameters: Parameters, name: str) -> bool:
    """Whether the parameter has a value."""
    return parameters.get(name) not in (None, "")


def number(parameters: Parameters, name: str, default: Default, low: float, high: float) -> float | Default:
    """A number from `low` to `high`; `default` when it is missing."""
    if not is_given(parameters, name):
        return default
    value = parameters[name]
    try:
        found = float(value) if not isinstance(value, bool) else low - 1
    except (TypeError, ValueError, OverflowError):
        found = low - 1
    if not low <= found <= high:
        raise InvalidRequest(f"{name} must be a number from {low:g} to {high:g}.")
    return found


def whole_number(parameters: Parameters, name: str, default: Default, low: int, high: int) -> int | Default:
    """A whole number from `low` to `high`, such as 16000, "16000" or 16000.0; `default` when missing."""
    if not is_given(parameters, name):
        return default
    value = parameters[name]
    is_number = isinstance(value, (int, float, str)) and not isinstance(value, bool)
    match = _WHOLE_NUMBER.fullmatch(str(value)) if is_number else None
    if match is None or not low <= int(match[1]) <= high:
        raise InvalidRequest(f"{name} must be a whole number from {low} to {high}.")
    return int(match[1])


def one_of(parameters: Parameters, name: str, allowed: Collection[str], default: str) -> str:
    """One of the `allowed` words; `default` when it is missing."""
    value = parameters.get(name) or default
    if value not in allowed:
        raise InvalidRequest(f"{name} must be one of {' '.join(allowed)}.")
    return str(value)


def span(parameters: Parameters, duration: float) -> tuple[float, float]:
    """`start` and `end` in seconds, limited to 0..`duration`; by default the whole recording."""
    start = min(number(parameters, "start", 0.0, 0.0, MAX_SECONDS), duration)
    end = min(number(parameters, "end", duration, 0.0, MAX_SECONDS), duration)
    if end < start:
        raise InvalidRequest("end must not come before start.")
    return start, end


def output_device(parameters: Parameters) -> int | str | None:
    """`device`: the index or part of the name of an output device; None when it is missing."""
    if not is_given(parameters, "device"):
        return None
    value = parameters["device"]
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise InvalidRequest("device must be the index or the name of an output device.")
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value


def asked_format(parameters: Parameters) -> FormatHint:
    """The format that the caller requests: `encoding`, `sample_rate` in Hz and `channels`."""
    return FormatHint(
        _encoding(parameters),
        whole_number(parameters, "sample_rate", None, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE),
        whole_number(parameters, "channels", None, 1, MAX_CHANNELS),
    )


def with_prefix(parameters: Parameters, prefix: str) -> Parameters:
    """The parameters whose names begin with `prefix`, without it."""
    return {name.removeprefix(prefix): value for name, value in parameters.items() if name.startswith(prefix)}


def asked_tracks(parameters: Parameters) -> tuple[str, ...]:
    """`track`: the names of the tracks to hear; none for all. Several are given repeatedly, or as a list."""
    getlist = getattr(parameters, "getlist", None)  # of a query string
    given = getlist("track") if getlist else parameters.get("track")
    names = given if isinstance(given, list) else [given]
    names = [name for name in names if name not in (None, "")]
    if not all(isinstance(name, str) for name in names):
        raise InvalidRequest("track must be the name of a track, or a list of names.")
    return tuple(names)


def asked_gains(parameters: Parameters) -> dict[str, float]:
    """`gain`: decibels for each `track`, in their order; none where all are 0."""
    getlist = getattr(parameters, "getlist", None)  # of a query string
    given = getlist("gain") if getlist else parameters.get("gain")
    if given in (None, "", []):
        return {}
    values, tracks = given if isinstance(given, list) else [given], asked_tracks(parameters)
    if len(values) != len(tracks):
        raise InvalidRequest("gain must be given once for each track.")
    found = {
        name: number({"gain": value}, "gain", 0.0, -MAX_GAIN, MAX_GAIN)
        for name, value in zip(tracks, values, strict=True)
    }
    return found if any(found.values()) else {}


def asked_sides(parameters: Parameters) -> dict[str, str]:
    """`caller` and `agent`: the names of lanes and speakers that are on this side, each given repeatedly."""
    getlist = getattr(parameters, "getlist", None)  # of a query string
    given = {side: getlist(side) if getlist else [] for side in ("caller", "agent")}
    return {name: side for side, names in given.items() for name in names[:_MAX_SIDES]}


_MAX_SIDES = 20  # names of a side


def keeps_time(parameters: Parameters) -> bool:
    """`in_step`: whether the chosen tracks stay where they are among all, as if the others were muted."""
    return is_on(parameters, "in_step")


RECOGNISERS = {"recogniser8": 8000, "recogniser16": 16_000}
"""The values of `as`, with the rate in Hz at which such a recogniser gets the sound."""


def recogniser_rate(parameters: Parameters) -> int | None:
    """`as`: the rate in Hz of the recogniser whose sound is wanted; None for the sound as it is."""
    return RECOGNISERS.get(one_of(parameters, "as", ("stored", *RECOGNISERS), "stored"))


def is_on(parameters: Parameters, name: str) -> bool:
    """Whether a switch is on: any value but `0` and the empty one."""
    return parameters.get(name) not in (None, "", "0", 0, False)


def all_given(parameters: Parameters, name: str) -> list[str]:
    """All values of a parameter of a query string that may be given several times."""
    getlist = getattr(parameters, "getlist", None)
    return [str(value) for value in (getlist(name) if getlist else [parameters.get(name, "")]) if value]


def _encoding(parameters: Parameters) -> str | None:
    """The name of a headerless encoding or of a codec."""
    if not is_given(parameters, "encoding"):
        return None
    name = parameters["encoding"]
    if isinstance(name, str):
        found = encoding_named(name)
        if found is not None:
            return found.name
        if name.lower() in CODECS:
            return name.lower()
    raise InvalidRequest(f"encoding must be one of {' '.join(ENCODINGS)}, or a codec such as opus.")


def moment(parameters: Parameters, name: str) -> float | None:
    """A time: Unix seconds, or ISO 8601, which is UTC without an offset; None when it is missing."""
    if not is_given(parameters, name):
        return None
    text = str(parameters[name]).strip()
    try:
        seconds = float(text)
    except ValueError:
        seconds = _from_iso(text)
    if not abs(seconds) <= MAX_UNIX_SECONDS:
        raise InvalidRequest(f"{name} must be Unix seconds, or a time such as 2026-01-31T14:00:00Z.")
    return seconds


def _from_iso(text: str) -> float:
    """Unix seconds; NaN for what is no time."""
    # In a query string, the plus of an offset arrives as a space unless it is encoded.
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", text) if "T" in text else text
    try:
        found = datetime.fromisoformat(re.sub("[zZ]$", "+00:00", text))
        return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError):
        return float("nan")


def _several(parameters: Parameters, name: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
    """The values of a parameter that may be given several times, or separated by commas."""
    getlist = getattr(parameters, "getlist", None)  # of a query string
    given = getlist(name) if getlist else [parameters.get(name)]
    values = [part.strip() for text in given if text for part in str(text).split(",")]
    unknown = [value for value in values if allowed is not None and value not in allowed]
    if unknown or len(values) > _MAX_VALUES:
        choices = " ".join(allowed) if allowed else f"at most {_MAX_VALUES} codes"
        raise InvalidRequest(f"{name} must be of {choices}.")
    return tuple(value for value in values if value)


def session_query(
    parameters: Parameters, is_field: Callable[[str], bool] = lambda name: False
) -> SessionQuery:
    """The session query: `query`, `state`, `sort`, `order`, `offset`, `limit` and the filters.

    These are `finding`, `verdict`, `since` and `until`, and `field:value` in `query`. is_field: whether a
    field beside the summary has this name. The default order is `desc` for times and `asc` otherwise.
    """
    text, fields, others = split_fields(str(parameters.get("query") or "").strip(), is_field)
    sort = one_of(parameters, "sort", SORTS, "connected_at")
    default_order = "desc" if sort.endswith("_at") else "asc"
    return SessionQuery(
        text=text,
        state=one_of(parameters, "state", (*STATES, "playing"), "all"),
        sort=sort,
        descending=one_of(parameters, "order", ("asc", "desc"), default_order) == "desc",
        offset=whole_number(parameters, "offset", 0, 0, 10**9),
        limit=whole_number(parameters, "limit", 100, 1, MAX_LIMIT),
        since=moment(parameters, "since"),
        until=moment(parameters, "until"),
        fields=fields,
        findings=_several(parameters, "finding"),
        verdicts=_several(parameters, "verdict", OUTCOMES),
        other_fields=others,
    )
