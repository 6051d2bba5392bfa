"""Results as bytes, to be kept elsewhere until the report is written."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sambanova.errors import InvalidRequest
from sambanova.reports.results import Result

MAX_BYTES = 1 << 24  # of a result in JSON; `MAX_PLACES` of many findings take less


def pack(result: Result) -> bytes:
    """A result as compressed JSON."""
    return zlib.compress(json.dumps(asdict(result)).encode(), 1)


def unpack(data: bytes) -> Result:
    """The result that was packed. Raises InvalidRequest for anything else."""
    try:
        text = zlib.decompressobj().decompress(data, MAX_BYTES)
        result: Result = _value(Result, json.loads(text))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error):
        raise InvalidRequest(
            "A result of the workers cannot be read: run the same version of the player everywhere."
        ) from None
    return result


@lru_cache(maxsize=64)
def _fields(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, value: Any) -> Any:
    """A value of JSON as its type says: dataclasses, tuples, and what JSON has itself."""
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _value(of, value[name]) for name, of in _fields(kind).items()})
    inner = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _value(next(one for one in inner if one is not type(None)), value)
    if get_origin(kind) is tuple:
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else inner
        return tuple(_value(of, one) for of, one in zip(kinds, value, strict=True))
    return value
