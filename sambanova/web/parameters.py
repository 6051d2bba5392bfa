"""Parses the parameters of requests, from query strings and JSON bodies.

Values may be text or JSON. None and empty text count as missing. Every function raises InvalidRequest
for a bad value; the message names the parameter and its range.

    >>> whole_number({"limit": "50"}, "limit", 100, 1, 1000)
    50
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.errors import InvalidRequest
from sambanova.format_hints import CODECS, MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, FormatHint
from sambanova.sessions.query import MAX_LIMIT, SORTS, STATES, SessionQuery

Parameters = Mapping[str, Any]
Default = TypeVar("Default")

MAX_GAIN = 40.0  # dB of a track
MAX_SECONDS = 1e9  # of a position; positions past the end mean the end
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
    return parameters.get("in_step") not in (None, "", "0", 0, False)


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


def session_query(parameters: Parameters) -> SessionQuery:
    """The session query: `query`, `state`, `sort`, `order`, `offset` and `limit`.

    The default order is `desc` for times and `asc` otherwise.
    """
    sort = one_of(parameters, "sort", SORTS, "connected_at")
    default_order = "desc" if sort.endswith("_at") else "asc"
    return SessionQuery(
        text=str(parameters.get("query") or "").strip(),
        state=one_of(parameters, "state", (*STATES, "playing"), "all"),
        sort=sort,
        descending=one_of(parameters, "order", ("asc", "desc"), default_order) == "desc",
        offset=whole_number(parameters, "offset", 0, 0, 10**9),
        limit=whole_number(parameters, "limit", 100, 1, MAX_LIMIT),
    )
