"""Turns, answer delays, talk-over and silence: who spoke after whom, and how long it took.

Turns come from the sound where each side has a channel of its own, because apps write words when they
have understood them; else from the times of the words.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median
from typing import Any

from sambanova.audio_names import SIDES, direction_in
from sambanova.conversation.parsing import Turn
from sambanova.conversation.voice import Span

CALLER, AGENT = "caller", "agent"
_HUMAN_WORDS = {"human": CALLER, "user": CALLER, "ai": AGENT}
_SAME_TURN = 1.5  # seconds of a pause after which a side still goes on with what it said
_BACKCHANNEL = 0.7  # seconds; a shorter "hm" while the other side speaks takes no turn
_MIN_OVERLAP = 0.1  # seconds in which both sides speak, from which on it is told
_MIN_SILENCE = 1.0  # seconds without anybody, likewise
MAX_ROWS = 5000
_NEAR = 20  # rows before a turn that may still cover it
_PACE = 14.0  # characters of speech a second, where the end of a turn is not known


@dataclass(frozen=True, slots=True)
class Lane:
    """A channel with the name that is shown. side: `caller`, `agent` or empty. spans: with speech."""

    name: str
    side: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A turn in the table.

    start, end: seconds. pause: from the end of what the others said before; negative where both speak; None
    of the first. delay: seconds of the pause, where the agent answers the caller; else None. text: what was
    said, as far as it is known.
    """

    speaker: str
    side: str
    start: float
    end: float
    pause: float | None = None
    delay: float | None = None
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row as the API sends it, times of the talk in milliseconds."""
        return {
            "speaker": self.speaker,
            "side": self.side,
            "start": self.start,
            "end": self.end,
            "pause_ms": _milliseconds(self.pause),
            "answer_ms": _milliseconds(self.delay),
            "text": self.text,
        }


def side_of(name: str, chosen: Mapping[str, str] | None = None) -> str:
    """`caller`, `agent` or empty. chosen: sides by names, which go before what a name says.

    side_of("audio_inbound")  # "caller"
    """
    if chosen and name in chosen:
        return chosen[name]
    direction = direction_in(name) or name.lower()
    if direction in _HUMAN_WORDS:
        return _HUMAN_WORDS[direction]
    if direction == "system":
        return ""
    return next((side for side, words in SIDES.items() if direction in words), "")


def rows_from_sound(lanes: Sequence[Lane]) -> list[Row]:
    """The turns of lanes with a channel each, in the order in which they begin."""
    pieces = sorted(
        (start, end, index)
        for index, lane in enumerate(lanes)
        for start, end in lane.spans
        if not _is_backchannel(start, end, (other for other in lanes if other is not lane))
    )
    turns: list[Row] = []
    last: dict[int, int] = {}  # the row of each lane
    for start, end, index in pieces:
        lane = lanes[index]
        row = last.get(index)
        goes_on = row is not None and start - turns[row].end <= _SAME_TURN
        # Somebody who spoke in between, and was heard out, ends a turn.
        is_free = row is not None and all(
            other.start <= turns[row].start or other.end > start for other in turns[row + 1 :]
        )
        if row is not None and goes_on and is_free:
            turns[row] = replace(turns[row], end=max(end, turns[row].end))
        else:
            last[index] = len(turns)
            turns.append(Row(lane.name, lane.side, start, end))
    return with_pauses(turns[:MAX_ROWS])


def _is_backchannel(start: float, end: float, others: Iterable[Lane]) -> bool:
    if end - start >= _BACKCHANNEL:
        return False
    around = (other.spans[: bisect_left(other.spans, (start,))][-1:] for other in others)
    return any(end < ends for spans in around for _, ends in spans)


def rows_from_words(turns: Sequence[Turn], chosen: Mapping[str, str]) -> list[Row]:
    """The turns that the app wrote, as far as their times are known; turns of a side that goes on are one."""
    rows: list[Row] = []
    timed = sorted((one for one in turns if one.start is not None), key=lambda one: one.start or 0.0)
    for turn, following in zip_longest(timed, timed[1:]):
        assert turn.start is not None
        end = until(turn, following)
        side = side_of(turn.speaker, chosen)
        before = rows[-1] if rows else None
        if before and before.speaker == turn.speaker and turn.start - before.end <= _SAME_TURN:
            text = f"{before.text} {turn.text}"
            rows[-1] = replace(before, end=max(end, before.end), text=text)
        else:
            rows.append(Row(turn.speaker, side, turn.start, end, text=turn.text))
    return with_pauses(rows[:MAX_ROWS])


def until(turn: Turn, following: Turn | None) -> float:
    """When a turn ends; by the length of its text where that is not written, at most when the next begins."""
    assert turn.start is not None
    if turn.end is not None:
        return turn.end
    guess = turn.start + max(0.3, len(turn.text) / _PACE)
    if following is not None and following.start is not None and following.start > turn.start:
        guess = min(guess, following.start)
    return round(guess, 3)


def with_pauses(rows: Sequence[Row]) -> list[Row]:
    """The rows with the pause before each, and the delay where the agent answers the caller."""
    found: list[Row] = []
    for index, row in enumerate(rows):
        earlier = [other for other in rows[max(0, index - 8) : index] if other.speaker != row.speaker]
        if not earlier:
            found.append(row)
            continue
        before = max(earlier, key=lambda other: min(other.end, row.start))
        pause = round(row.start - max(other.end for other in earlier), 3)
        is_answer = row.side == AGENT and before.side == CALLER and rows[index - 1].side == CALLER
        found.append(replace(row, pause=pause, delay=pause if is_answer and pause >= 0 else None))
    return found


def with_text(rows: Sequence[Row], turns: Sequence[Turn], chosen: Mapping[str, str]) -> list[Row]:
    """The rows with what was said: each turn that the app wrote goes to the row that it covers most."""
    texts: list[list[str]] = [[] for _ in rows]
    starts = [row.start for row in rows]
    timed = [one for one in turns if one.start is not None]
    for turn, following in zip_longest(timed, timed[1:]):
        assert turn.start is not None
        end, side = until(turn, following), side_of(turn.speaker, chosen)
        best, most = -1, -_SAME_TURN
        near = max(0, bisect_left(starts, turn.start) - _NEAR)
        for index in range(near, min(len(rows), bisect_left(starts, end + _SAME_TURN))):
            row = rows[index]
            if side and row.side and side != row.side:
                continue
            common = min(end, row.end) - max(turn.start, row.start)
            if common > most:
                best, most = index, common
        if best >= 0:
            texts[best].append(turn.text)
    return [replace(row, text=" ".join(said)) for row, said in zip(rows, texts, strict=True)]


def overlaps(lanes: Sequence[Lane]) -> list[Span]:
    """Where several lanes speak at once, for a tenth of a second or longer."""
    return [span for span in _covered(lanes, 2) if span[1] - span[0] >= _MIN_OVERLAP]


def silences(lanes: Sequence[Lane]) -> list[Span]:
    """Where nobody speaks for a second or longer, between the first word and the last."""
    spoken = [*_covered(lanes, 1)]
    gaps = ((before[1], after[0]) for before, after in pairwise(spoken))
    return [gap for gap in gaps if gap[1] - gap[0] >= _MIN_SILENCE]


def _covered(lanes: Sequence[Lane], least: int) -> Iterator[Span]:
    """Where at least so many lanes speak."""
    edges = sorted(edge for lane in lanes for start, end in lane.spans for edge in ((start, 1), (end, -1)))
    count, began = 0, 0.0
    for at, step in edges:
        if count < least <= count + step:
            began = at
        elif count + step < least <= count and at > began:
            yield began, at
        count += step


def summary(rows: Sequence[Row], both: Sequence[Span], nobody: Sequence[Span]) -> dict[str, Any]:
    """What the turns come to; times in milliseconds, None where there are none."""
    delays = [row.delay for row in rows if row.delay is not None]
    return {
        "answers": len(delays),
        "answer_median_ms": _milliseconds(median(delays)) if delays else None,
        "answer_longest_ms": _milliseconds(max(delays)) if delays else None,
        "talk_over": len(both),
        "talk_over_ms": _milliseconds(sum(end - start for start, end in both)),
        "silences": len(nobody),
        "longest_silence_ms": _milliseconds(max((end - start for start, end in nobody), default=0.0)),
    }


def _milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


_COLUMNS = ("speaker", "side", "start_s", "end_s", "pause_ms", "answer_ms", "text")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # as which a spreadsheet reads a cell (OWASP, CSV injection)


def as_csv(rows: Iterable[Row]) -> str:
    """The rows as CSV (RFC 4180), in which no text from a session is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for row in rows:
        told = row.as_json()
        numbers = (f"{row.start:.3f}", f"{row.end:.3f}", told["pause_ms"], told["answer_ms"])
        writer.writerow((_cell(row.speaker), row.side, *numbers, _cell(row.text)))
    return file.getvalue()


def _cell(text: str) -> str:
    clean = text.replace("\0", "")
    return f"'{clean}" if clean.lstrip(" ").startswith(_FORMULA) else clean
