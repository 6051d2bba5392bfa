"""Patterns of keys: what the names of many keys have in common, and the templates that fit them.

    audio:8f3a9c1204ab         audio:{id}
    call:42:user               call:{id}:{track}
    chunks:8f3a9c1204ab:17     chunks:{id}:{n}

It works on names alone; `survey` reads them from Redis.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sambanova.audio_keys import AudioKeys
from sambanova.audio_names import DIRECTIONS, says_audio
from sambanova.errors import SettingsError

MAX_NAME = 200  # characters of a key that are looked at; a longer one gets no template
_MAX_SEGMENTS = 8  # of a key that is compared with others by its segments
_MIN_ALIKE = 3  # keys that differ in one segment, until that is an id
_MIN_ALIKE_AUDIO = 2  # the same, if the rest of the key says audio
_MAX_PIECE = 5  # digits of the number of a piece
_MAX_WORDS = 4  # in front of an id in the same segment: `live_call_audio_8f3a9c1204ab`

_ID, _TRACK, _NUMBER = "{id}", "{track}", "{n}"
_SEPARATORS = re.compile(r"([:/|.])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_NUMERIC = re.compile(r"\d+(?:[-_T]\d+)*Z?", re.ASCII)  # also dates
_HEXADECIMAL = re.compile(r"(?=[0-9a-f]*\d)[0-9a-f]{8,}", re.I)
_CHARACTERS = re.compile(r"[A-Za-z0-9]{8,}")
_LONG = re.compile(r"(?![A-Za-z]{3,}[-_])(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9_-]{16,}")
_TURNS = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|(?<=[a-z])(?=[A-Z])")
_MIN_TURNS = 3  # between letters and digits, or into capitals, in a random id of 8 characters or more
_WORD_FIRST = re.compile(r"([A-Za-z]{2,}[-_])(.+)", re.S)
_WORD_LAST = re.compile(r"(.+?)([-_][A-Za-z]{2,})", re.S)
_HASH_TAG = re.compile(r"\{([^{}]+)\}")
_ADVISABLE = re.compile(r"[\w:{}#./@+=%|^~-]+")  # needs no quotes in `.env`


@dataclass(slots=True)
class KeyGroup:
    """Keys of one pattern. pattern: with placeholders. keys: the first of them, in order. count: of all."""

    pattern: str
    keys: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, other: KeyGroup, keep: int) -> None:
        """Takes over the keys of another group; no more than `keep` of their names."""
        self.keys = (self.keys + other.keys)[:keep]
        self.count += other.count


def grouped(names: Iterable[str], keep: int) -> list[KeyGroup]:
    """The groups of some keys, the largest first.

    keep: how many names each group keeps.

        grouped(["audio:1", "audio:2"], keep=1)  # [KeyGroup("audio:{id}", ["audio:1"], count=2)]
    """
    groups: dict[str, KeyGroup] = {}
    for name in names:
        _put(groups, KeyGroup(pattern_of(name), [name], 1), keep)
    groups = _merged(groups, keep, _of_directions)
    groups = _merged(groups, keep, _of_names)
    return sorted(groups.values(), key=lambda group: -group.count)


def pattern_of(name: str) -> str:
    """A key with {id} in place of what looks like an id.

    pattern_of("call:CA7f3b9a10e5d24c68:audio")  # "call:{id}:audio"
    """
    parts = _SEPARATORS.split(name[:MAX_NAME])
    shown = [part if index % 2 else _shown(part) for index, part in enumerate(parts)]
    is_piece = re.fullmatch(rf"\d{{1,{_MAX_PIECE}}}", parts[-1], re.ASCII) is not None
    if is_piece and any(_ID in segment for segment in shown[:-1:2]):
        shown[-1] = _NUMBER
    return "".join(shown) + ("…" if len(name) > MAX_NAME else "")


def template_for(pattern: str, example: str, field_name: str | None = None) -> str | None:
    """A template of `AUDIO_KEYS` that matches a key; None if there is none.

    field_name: of a hash that holds the audio.

        template_for("call:{id}:audio", "call:42:audio")  # "call:{id}:audio"
    """
    key = pattern
    if key.count(_ID) > 1:  # the id of a session may contain separators
        key = key[: key.index(_ID)] + key[key.rindex(_ID) :]
    if _ID not in key:
        key = _with_id(key)
    text = f"{key}#{field_name}" if field_name else key
    if _ADVISABLE.fullmatch(text) is None:
        return None
    try:
        found = AudioKeys.parse(text)
    except SettingsError:
        return None
    place = found.place(example)
    fits = place is not None and place.session_id and not place.is_companion and place.field == field_name
    return text if fits else None


def _with_id(key: str) -> str:
    """A key of which only one is known, with {id} for the last segment that does not say audio."""
    parts = _SEPARATORS.split(key)
    if len(parts) > 1:
        own = next((at for at in range(len(parts) - 1, -1, -2) if not says_audio(parts[at])), None)
        if own is not None and parts[own] not in (_TRACK, _NUMBER):
            parts[own] = _ID
    return "".join(parts)


def _shown(segment: str, words: int = _MAX_WORDS) -> str:
    """A segment of a key, with {id} in place of an id in it. words: that may stand before it."""
    tag = _HASH_TAG.fullmatch(segment)  # of Redis Cluster
    if tag is not None:
        return f"{{{_shown(tag[1])}}}" if _shown(tag[1]) == _ID else segment
    if _is_id(segment):
        return _ID
    first = _WORD_FIRST.fullmatch(segment)
    if first is not None:
        return first[1] + (_shown(first[2], words - 1) if words else first[2])
    last = _WORD_LAST.fullmatch(segment)
    if last is not None and _is_id(last[1]):
        return _ID + last[2]
    return segment


def _is_id(text: str) -> bool:
    """Whether a part of a key is an id: a number, a UUID, hexadecimal or random characters."""
    if _NUMERIC.fullmatch(text) or _UUID.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return True
    if _CHARACTERS.fullmatch(text) or _LONG.fullmatch(text):
        return any(char.isdigit() for char in text) and len(_TURNS.findall(text)) >= _MIN_TURNS
    return False


# Groups that differ in one segment


def _put(groups: dict[str, KeyGroup], group: KeyGroup, keep: int) -> None:
    known = groups.get(group.pattern)
    if known is None:
        groups[group.pattern] = group
    else:
        known.add(group, keep)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a segment may vary. placeholder: what stands for it."""

    placeholder: str

    def takes(self, pattern: str, segment: str) -> bool:
        """Whether this segment of a pattern may be one of several."""
        if self.placeholder == _TRACK:
            return segment.lower() in DIRECTIONS and _ID in pattern
        return _ID not in pattern and not says_audio(segment)

    def is_enough(self, pattern: str, count: int) -> bool:
        """Whether so many patterns that differ there are one."""
        if self.placeholder == _TRACK:
            return count > 1
        rest = pattern.replace(_ID, "")
        if not re.search(r"\w", rest):
            return False
        return count >= (_MIN_ALIKE_AUDIO if says_audio(rest) else _MIN_ALIKE)


_of_directions, _of_names = _Kind(_TRACK), _Kind(_ID)


def _merged(groups: dict[str, KeyGroup], keep: int, kind: _Kind) -> dict[str, KeyGroup]:
    """The groups, those in one that differ in one segment of a kind."""
    alike: dict[str, list[str]] = defaultdict(list)
    for pattern in groups:
        parts = _SEPARATORS.split(pattern)
        if len(parts) > 2 * _MAX_SEGMENTS:
            continue
        for index in range(0, len(parts), 2):
            if kind.takes(pattern, parts[index]):
                alike["".join([*parts[:index], kind.placeholder, *parts[index + 1 :]])].append(pattern)
    merged = dict(groups)
    for pattern, members in sorted(alike.items(), key=lambda item: -len(item[1])):
        own = [member for member in members if member in merged and member in groups]
        if kind.is_enough(pattern, len(own)):
            for member in own:
                group = merged.pop(member)
                _put(merged, KeyGroup(pattern, group.keys, group.count), keep)
    return merged
