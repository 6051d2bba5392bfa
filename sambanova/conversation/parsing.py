"""Turns, words and events from what apps write beside the audio: lists of JSON objects in many shapes.

What is no such list stays text. Size, depth and number are bounded, so that hostile JSON costs no more than
a long conversation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sambanova.audio_names import CONVERSATION_NAMES, direction_in, snake_case, without_direction
from sambanova.conversation.times import Clock, Kind, Moment, name_and_unit, read_moment, unit_of
from sambanova.session import StoredText

MAX_TURNS = 5000
MAX_EVENTS = 2000
MAX_WORDS = 20_000  # of all turns
MAX_TEXT = 4000  # characters of a turn
MAX_PLAIN = 20_000  # characters of what is no list of JSON objects
MAX_NAME = 80  # characters of a speaker and of an event
_MAX_DEPTH = 6  # of objects around a list, and of parts of a content
_PAUSE = 0.8  # seconds between two words of a list of words, from which on they are two turns

_LISTS = (
    *CONVERSATION_NAMES,
    "items",
    "results",
    "entries",
    "data",
    "words",
    "chunks",
    "channels",
    "alternatives",
)
_SPEAKERS = ("role", "speaker", "from", "sender", "author", "participant", "side", "speaker_label") + (
    ("channel", "track", "source", "speaker_id", "user", "name")
)
_TEXTS = (
    "text",
    "content",
    "transcript",
    "message",
    "utterance",
    "sentence",
    "body",
    "value",
    "transcription",
)
_WORD_TEXTS = ("punctuated_word", "word", "text", "value", "content")
_NESTED = ("data", "item", "message", "payload", "alternatives", "event")
_EVENT_NAMES = ("event", "type", "name", "kind", "action", "title", "label")
_TYPED_SPEAKERS = frozenset({"human", "ai", "user", "assistant", "agent", "bot", "caller", "customer"})
_NO_SPEECH = frozenset({"tool", "function", "tool_call", "tool_result", "function_call", "developer"})

_STARTS = (
    "start",
    "start_time",
    "seconds_from_start",
    "time_in_call",
    "begin",
    "begin_time",
    "audio_start",
) + (("start_offset", "offset", "started_at", "start_timestamp", "started", "from_time"))
_POINTS = ("timestamp", "ts", "time", "created_at", "at", "created", "date", "datetime", "sent_at", "stamp")
_ENDS = (
    "end",
    "end_time",
    "audio_end",
    "stop",
    "end_offset",
    "ended_at",
    "end_timestamp",
    "stop_time",
    "to_time",
)
_DURATIONS = ("duration", "length", "dur")
_TIME_ROLES = (("start", _STARTS), ("point", _POINTS), ("end", _ENDS), ("duration", _DURATIONS))

_SPOKEN_LINE = re.compile(r"\s*(?:\[[^\]\n]{1,30}\]\s*)?([^\W\d_][\w .-]{0,30}?)\s*:\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word. start, end: seconds in the recording."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said at a time.

    speaker: as the app names it; empty if it does not. start, end: seconds in the recording; None if
    unknown. words: those whose times are known, in order.
    """

    speaker: str
    text: str
    start: float | None = None
    end: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. at: seconds in the recording; None if unknown."""

    name: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, and what happened, in order.

    text: what is no list of JSON objects, as it is stored. clock: how absolute times were placed, as
    `Clock.shift` names it; empty if there are none. sources: the names of fields and keys that were used.
    """

    turns: tuple[Turn, ...] = ()
    events: tuple[Event, ...] = ()
    text: str = ""
    clock: str = ""
    sources: tuple[str, ...] = ()

    @property
    def has_times(self) -> bool:
        """Whether it is known when anything was said."""
        return any(turn.start is not None for turn in self.turns)


@dataclass(frozen=True, slots=True)
class _Times:
    """The times of an item, as they are written."""

    start: Moment | None = None
    point: Moment | None = None
    end: Moment | None = None
    duration: Moment | None = None

    @property
    def begin(self) -> Moment | None:
        """The first of them; an absolute end goes with an absolute start."""
        is_mixed = self.start and self.end and self.point and self.start.kind != self.end.kind
        if is_mixed and self.end is not None and self.point is not None and self.point.kind == self.end.kind:
            return self.point
        return self.start or self.point

    @property
    def all(self) -> list[Moment]:
        """Points in time."""
        return [one for one in (self.start, self.point, self.end) if one is not None]


_NO_TIMES = _Times()


@dataclass(frozen=True, slots=True)
class _Item:
    """A turn or an event as it is written. speaker: None of an event."""

    source: str
    speaker: str | None
    text: str
    times: _Times
    words: tuple[tuple[str, _Times], ...] = ()


def parse(stored: Iterable[StoredText], clock: Clock) -> Conversation:
    """The conversation in fields and keys. Never raises: what cannot be understood stays text.

    parse([StoredText("messages", '[{"role": "user", "text": "Hi", "start": 1.5}]')], Clock(duration=60.0))
    """
    by_source: dict[str, list[_Item]] = {}
    plain: list[str] = []
    for one in stored:
        items = by_source.setdefault(one.name, [])
        room = MAX_TURNS + MAX_EVENTS - len(items)
        found = _items_of(one, room)
        if found is None:
            plain.append(one.value[:MAX_PLAIN])
        else:
            items += found
    by_source = {name: _with_joined_words(items) for name, items in by_source.items() if items}
    spoken = _best(by_source)
    turns: list[Turn] = []
    events: list[Event] = []
    how = ""
    for name, items in by_source.items():
        placed, known = _placed(items, clock)
        how = how or known
        turns += [one for one in placed if isinstance(one, Turn)] if name in spoken else []
        events += [one for one in placed if isinstance(one, Event)]
    turns = _in_order(turns)[:MAX_TURNS]
    events = sorted(events, key=lambda event: (event.at is None, event.at or 0.0))[:MAX_EVENTS]
    text = "\n".join(plain)[:MAX_PLAIN]
    return Conversation(tuple(_bounded(turns)), tuple(events), text, how, tuple(by_source))


def _best(by_source: Mapping[str, Sequence[_Item]]) -> set[str]:
    """The sources to take turns from: apps write the same words in several fields.

    Fields of one direction each belong together.
    """
    groups: dict[str, list[str]] = {}
    for name in by_source:
        groups.setdefault("" if direction_in(name) else name, []).append(name)

    def worth(names: list[str]) -> tuple[int, int, int]:
        said = [item for name in names for item in by_source[name] if item.speaker is not None]
        ended = sum(bool(item.times.begin and (item.times.end or item.times.duration)) for item in said)
        return (
            sum(bool(item.words) for item in said) + ended,
            sum(bool(i.times.all) for i in said),
            len(said),
        )

    if not groups:
        return set()
    best: list[str] = max(groups.values(), key=worth)
    return set(best)


def _in_order(turns: list[Turn]) -> list[Turn]:
    """By their times if most have some; else as they are written."""
    timed = sum(turn.start is not None for turn in turns)
    if timed * 2 < len(turns):
        return turns
    last = 0.0
    keyed: list[tuple[float, int, Turn]] = []
    for index, turn in enumerate(turns):
        last = last if turn.start is None else turn.start
        keyed.append((last, index, turn))
    return [turn for _, _, turn in sorted(keyed, key=lambda one: one[:2])]


def _bounded(turns: Iterable[Turn]) -> Iterator[Turn]:
    left = MAX_WORDS
    for turn in turns:
        yield turn if len(turn.words) <= left else replace(turn, words=turn.words[:left])
        left -= min(left, len(turn.words))


# ---------------------------------------------------------------- reading


def _items_of(stored: StoredText, room: int) -> list[_Item] | None:
    """The items in a value; None if it is plain text."""
    value = _json_of(stored.value)
    if value is None:
        spoken = _spoken_lines(stored)
        return spoken if spoken or not stored.value.strip() else None
    if stored.is_part and isinstance(value, dict):
        own = _item(stored.name, value, stored.at)
        if own is not None and (own.text or own.times.all):
            return [own]
    found = _list_in(value, _MAX_DEPTH)
    if found is None:
        return None
    items: list[_Item] = []
    for one in found[:room]:
        item = _item(stored.name, one, stored.at if stored.is_part else None)
        if item is not None:
            items.append(item)
    return items or None


def _json_of(text: str) -> Any:
    """The JSON list or object in a text, also one a line; None if it is neither."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _json_lines(text)
    return value if isinstance(value, (list, dict)) else None


def _json_lines(text: str) -> list[Any] | None:
    lines = [line for line in text.splitlines()[: MAX_TURNS + MAX_EVENTS] if line.strip()]
    if len(lines) < 2:
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def _list_in(value: Any, depth: int) -> list[Any] | None:
    """The list of objects in JSON: itself, or a member that is named as such lists are."""
    if isinstance(value, list):
        has_items = any(_is_item(one) for one in value[:50])
        if has_items:
            return value
        nested = (_list_in(one, depth - 1) for one in value[:4] if depth and isinstance(one, dict))
        return next((found for found in nested if found), None)
    if not isinstance(value, dict) or not depth:
        return None
    names = {name_and_unit(name)[0]: name for name in value}
    for known in _LISTS:
        if known in names:
            found = _list_in(value[names[known]], depth - 1)
            if found:
                return found
    return [value] if _is_item(value) else None


def _is_item(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if not isinstance(value, dict):
        return False
    item = _item("", value, None)
    return item is not None and (item.speaker not in (None, "") or bool(item.times.all))


def _item(source: str, value: Any, written_at: float | None) -> _Item | None:
    """A turn or an event; None if it is neither."""
    if isinstance(value, str):
        line = _SPOKEN_LINE.fullmatch(value[: MAX_TEXT + MAX_NAME])
        if line and direction_in(line[1]):
            return _Item(source, line[1][:MAX_NAME], line[2][:MAX_TEXT], _NO_TIMES)
        return _Item(source, _side_of_source(source), value[:MAX_TEXT], _NO_TIMES) if value.strip() else None
    if not isinstance(value, dict):
        return None
    whole = _flat(value)
    times = _times_in(whole)
    if not times.all and written_at is not None:
        times = _Times(point=Moment(written_at, "absolute"))
    text = _first_text(whole, _TEXTS)
    speaker = _speaker(whole) or _side_of_source(source)
    words = _words(whole)
    if not text and words:
        text = " ".join(word for word, _ in words)
    if not text and "word" in whole:
        text = _first_text(whole, _WORD_TEXTS)
    is_turn = bool(text) and (bool(speaker) or without_direction(source) != "events")
    if is_turn and speaker.lower() not in _NO_SPEECH:
        return _Item(source, speaker, text[:MAX_TEXT], times, words)
    name = _event_name(whole, speaker, text)
    return _Item(source, None, name, times) if name else None


def _side_of_source(source: str) -> str:
    """The direction in the name of a field that holds one side: `user_transcript`."""
    return (
        direction_in(source) or ""
        if without_direction(source) != snake_case(source).removesuffix("_json")
        else ""
    )


def _flat(value: dict[Any, Any]) -> dict[str, Any]:
    """The members by name in snake case without units, those of nested objects behind its own."""
    whole: dict[str, Any] = {}
    level: Any = value
    for _ in range(3):
        for name, member in list(level.items())[:100]:
            if not isinstance(name, str) or member in (None, "", [], {}):
                continue
            base, kind = name_and_unit(name[:MAX_NAME])
            is_time = any(base in names for _, names in _TIME_ROLES)
            whole.setdefault(base, (member, kind) if is_time else member)
        inner = next((level[name] for name in _NESTED if isinstance(level.get(name), (dict, list))), None)
        if isinstance(inner, list):
            inner = next((one for one in inner if isinstance(one, dict)), None)
        if not isinstance(inner, dict):
            break
        level = inner
    return whole


def _times_in(whole: Mapping[str, Any]) -> _Times:
    found: dict[str, Moment] = {}
    for role, names in _TIME_ROLES:
        for name in names:
            if name in whole:
                value, kind = whole[name]
                moment = read_moment(value, kind)
                if moment is not None and moment.value >= 0:
                    found[role] = moment
                    break
    return _Times(**found)


def _first_text(whole: Mapping[str, Any], names: Sequence[str]) -> str:
    for name in names:
        text = _text_of(whole.get(name), _MAX_DEPTH).strip()
        if text:
            return text
    return ""


def _text_of(value: Any, depth: int) -> str:
    """The text of a content, which may be a list of parts."""
    if isinstance(value, str):
        return value[: 4 * MAX_TEXT]
    if not depth:
        return ""
    if isinstance(value, list):
        parts = (_text_of(one, depth - 1).strip() for one in value[:200])
        return " ".join(part for part in parts if part)[: 4 * MAX_TEXT]
    if isinstance(value, dict):
        members = (value.get(name) for name in _TEXTS)
        return next((text for member in members if (text := _text_of(member, depth - 1))), "")
    return ""


def _speaker(whole: Mapping[str, Any]) -> str:
    for name in _SPEAKERS:
        value = whole.get(name)
        if isinstance(value, dict):
            value = next((value[one] for one in ("role", "name", "identity", "id") if one in value), None)
        if isinstance(value, str) and value.strip() and (name != "name" or direction_in(value)):
            return " ".join(value.split())[:MAX_NAME]
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000:
            return f"{'channel' if name == 'channel' else 'speaker'} {value}"
    kind = whole.get("type")
    return kind if isinstance(kind, str) and kind.lower() in _TYPED_SPEAKERS else ""


def _event_name(whole: Mapping[str, Any], speaker: str, text: str) -> str:
    names = (whole.get(name) for name in _EVENT_NAMES)
    told = list(dict.fromkeys(name for name in names if isinstance(name, str) and name.strip()))
    first = " ".join(told[:2]) or speaker
    words = f"{first}: {text}" if first and text and text not in told else first or text
    return " ".join(words.split())[:MAX_NAME]


def _words(whole: Mapping[str, Any]) -> tuple[tuple[str, _Times], ...]:
    listed = whole.get("words")
    if not isinstance(listed, list):
        return ()
    found: list[tuple[str, _Times]] = []
    for one in listed[: MAX_TEXT // 2]:
        if isinstance(one, dict):
            members = _flat(one)
            text, times = _first_text(members, _WORD_TEXTS)[:MAX_NAME], _times_in(members)
            if text and times.begin is not None:
                found.append((text, times))
    return tuple(found)


def _spoken_lines(stored: StoredText) -> list[_Item]:
    """Turns without times from lines such as `user: Hello`; none unless most lines are."""
    lines = [line for line in stored.value[:MAX_PLAIN].splitlines() if line.strip()]
    found = [match for line in lines if (match := _SPOKEN_LINE.fullmatch(line)) and direction_in(match[1])]
    if len(found) * 2 <= len(lines):
        side = _side_of_source(stored.name)
        is_one = side and stored.value.strip()
        return [_Item(stored.name, side, stored.value.strip()[:MAX_TEXT], _NO_TIMES)] if is_one else []
    return [_Item(stored.name, match[1], match[2][:MAX_TEXT], _NO_TIMES) for match in found]


# ---------------------------------------------------------------- placing


@dataclass(frozen=True, slots=True)
class _Scale:
    """How the times of one list become seconds in the recording."""

    unit: float
    word_unit: float
    length_unit: float
    shift: float
    clock: Clock

    def place(self, moment: Moment, unit: float | None = None) -> float:
        """Seconds in the recording."""
        if moment.kind == "absolute":
            return self.clock.position(moment.value + self.shift)
        return moment.value * _factor(moment.kind, self.unit if unit is None else unit)


def _factor(kind: Kind, unit: float) -> float:
    return {"seconds": 1.0, "milliseconds": 1e-3}.get(kind, unit)


def _scale(items: Sequence[_Item], clock: Clock) -> tuple[_Scale, str]:
    """Decides over all times of a list."""
    unknown = [m.value for item in items for m in item.times.all if m.kind == "relative"]
    paced = [
        (len(item.text), item.times.end.value - item.times.begin.value)
        for item in items
        if item.times.begin and item.times.end and item.times.begin.kind == item.times.end.kind == "relative"
    ]
    words = [one for item in items for one in item.words]
    spoken = [
        (len(text) + 1, times.end.value - times.begin.value)
        for text, times in words
        if times.begin and times.end and times.begin.kind == times.end.kind == "relative"
    ]
    lengths = [
        (len(item.text), item.times.duration.value)
        for item in items
        if item.times.duration and item.times.duration.kind == "relative"
    ]
    every = [m for item in items for m in item.times.all]
    shift, how = clock.shift([*every, *(m for _, times in words for m in times.all)])
    unit = unit_of(unknown, paced, clock.duration)
    begun = [times.begin.value for _, times in words if times.begin and times.begin.kind == "relative"]
    word_unit = unit_of(begun, spoken, clock.duration) if begun else unit
    length_unit = unit_of([], lengths, None) if lengths else 1.0
    return _Scale(unit, word_unit, length_unit, shift, clock), how


def _placed(items: Sequence[_Item], clock: Clock) -> tuple[list[Turn | Event], str]:
    """The items with their times in the recording, and how absolute ones were placed."""
    scale, how = _scale(items, clock)
    found: list[Turn | Event] = []
    for item in items:
        begin = item.times.begin
        start = None if begin is None else _rounded(scale.place(begin))
        if item.speaker is None:
            found.append(Event(item.text, start))
            continue
        end = _end_of(item.times, start, scale)
        words = _placed_words(item, start, end, scale)
        if words and start is None:
            start = words[0].start
        if words and end is None:
            end = max(word.end for word in words)
        found.append(Turn(item.speaker, item.text, start, end, words))
    return found, how


def _end_of(times: _Times, start: float | None, scale: _Scale) -> float | None:
    if start is None:
        return None
    end: float | None = None
    if times.end is not None and times.begin is not None and times.end.kind == "absolute" != times.begin.kind:
        return None
    if times.end is not None:
        end = scale.place(times.end)
    elif times.duration is not None and times.duration.kind != "absolute":
        end = start + times.duration.value * _factor(times.duration.kind, scale.length_unit)
    return None if end is None or end < start else _rounded(end)


def _placed_words(item: _Item, start: float | None, end: float | None, scale: _Scale) -> tuple[Word, ...]:
    """The words in order; times from the beginning of the turn are moved to it."""
    found: list[Word] = []
    for text, times in item.words:
        if times.begin is None:
            continue
        begins = scale.place(times.begin, scale.word_unit)
        ends = begins
        if times.end is not None:
            ends = max(begins, scale.place(times.end, scale.word_unit))
        elif times.duration is not None:
            ends = begins + times.duration.value * _factor(times.duration.kind, scale.word_unit)
        found.append(Word(text, begins, ends))
    found.sort(key=lambda word: word.start)
    if found and start is not None and _counts_from_turn(found, start, end):
        found = [Word(word.text, word.start + start, word.end + start) for word in found]
    return tuple(Word(word.text, _rounded(word.start), _rounded(word.end)) for word in found)


def _counts_from_turn(words: Sequence[Word], start: float, end: float | None) -> bool:
    """Whether the times of words begin anew with each turn."""
    length = 0.5 + (end - start if end is not None else 60.0)
    return words[0].start + 0.5 < start and words[-1].end <= length


def _with_joined_words(items: list[_Item]) -> list[_Item]:
    """Turns of a list that has an item for each word."""
    said = [item for item in items if item.speaker is not None]
    single = [item for item in said if not item.words and item.times.end and " " not in item.text]
    if len(said) < 4 or len(single) * 10 < len(said) * 9:
        return items
    spans = [
        (len(item.text) + 1, item.times.end.value - item.times.begin.value)
        for item in single
        if item.times.end and item.times.begin and item.times.begin.kind == "relative"
    ]
    pause = _PAUSE / unit_of([], spans, None)
    groups: list[list[_Item]] = []
    for item in said:
        last = groups[-1][-1] if groups else None
        begin, before = item.times.begin, last.times.end if last else None
        is_next = last and last.speaker == item.speaker and begin and before
        if is_next and begin and before and begin.value - before.value <= pause:
            groups[-1].append(item)
        else:
            groups.append([item])
    joined = [
        replace(
            group[0],
            text=" ".join(item.text for item in group)[:MAX_TEXT],
            times=replace(group[0].times, end=group[-1].times.end),
            words=tuple((item.text, item.times) for item in group),
        )
        for group in groups
    ]
    return [*joined, *(item for item in items if item.speaker is None)]


def _rounded(seconds: float) -> float:
    return round(max(0.0, min(seconds, 1e7)), 3)
