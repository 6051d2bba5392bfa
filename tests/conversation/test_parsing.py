"""Words and their times, in each shape in which apps write them; hostile text costs nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sambanova.conversation.parsing import MAX_TURNS, Conversation, parse
from sambanova.conversation.times import Clock
from sambanova.session import StoredText
from tests.conversation.calls import BEGAN, CALL, LENGTH, SHAPES, words_of

CLOCK = Clock(anchors=((0.0, BEGAN),), duration=LENGTH)


def read(value: object, name: str = "messages", clock: Clock = CLOCK) -> Conversation:
    """The conversation in a field."""
    return parse([StoredText(name, value if isinstance(value, str) else json.dumps(value))], clock)


@pytest.mark.parametrize("shape", SHAPES)
def test_turns_and_words_lie_where_they_were_said(shape: str) -> None:
    name, text = SHAPES[shape]
    found = read(text, name)
    assert [turn.speaker for turn in found.turns] == [one.role for one in CALL]
    for turn, one in zip(found.turns, CALL, strict=True):
        assert turn.text == one.text
        assert turn.start == pytest.approx(one.start, abs=0.05)
        assert turn.end == pytest.approx(one.end, abs=0.05)
        for word, (_, start, end) in zip(turn.words, words_of(one), strict=bool(turn.words)):
            assert word.start == pytest.approx(start, abs=0.05)
            assert word.end == pytest.approx(end, abs=0.05)
    assert any(turn.words for turn in found.turns) == ("words" in shape)


def test_one_time_each_is_when_it_began() -> None:
    found = read([{"role": one.role, "content": one.text, "ts": int(one.start * 1000)} for one in CALL])
    assert [turn.start for turn in found.turns] == [int(one.start * 1000) / 1000 for one in CALL]
    assert all(turn.end is None for turn in found.turns)


def test_words_may_count_from_the_beginning_of_their_turn() -> None:
    told = [
        {
            "role": one.role,
            "content": one.text,
            "start": one.start,
            "end": one.end,
            "words": [
                {"word": word, "start": start - one.start, "end": end - one.start}
                for word, start, end in words_of(one)
            ],
        }
        for one in CALL
    ]
    for turn, one in zip(read(told).turns, CALL, strict=True):
        assert turn.words[-1].start == pytest.approx(words_of(one)[-1][1], abs=0.05)


def test_without_times_it_is_readable_all_the_same() -> None:
    found = read([{"type": "human", "data": {"content": "Hi"}}, {"type": "ai", "data": {"content": "Hello"}}])
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("human", "Hi"), ("ai", "Hello")]
    assert not found.has_times
    lines = read("user: Where is my order?\nagent: On its way.", "transcript")
    assert [(turn.speaker, turn.text) for turn in lines.turns] == [
        ("user", "Where is my order?"),
        ("agent", "On its way."),
    ]


def test_events_get_their_place() -> None:
    told = [
        {"event": "barge_in", "ts": round((BEGAN + 14.5) * 1000)},
        {"type": "tool_call", "name": "find_order", "ts": round((BEGAN + 15) * 1000)},
    ]
    found = read(told, "events")
    assert [(event.name, event.at) for event in found.events] == [
        ("barge_in", 14.5),
        ("tool_call find_order", 15.0),
    ]


def test_the_same_words_in_two_fields_are_told_once() -> None:
    poor = json.dumps([{"role": one.role, "content": one.text} for one in CALL])
    name, rich = SHAPES["words as Retell"]
    found = parse([StoredText("messages", poor), StoredText(name, rich)], CLOCK)
    assert len(found.turns) == len(CALL)
    assert found.has_times


def test_a_field_for_each_side_is_one_conversation() -> None:
    def side(role: str) -> StoredText:
        told = [{"text": one.text, "start": one.start, "end": one.end} for one in CALL if one.role == role]
        return StoredText(f"{role}_transcript", json.dumps(told))

    found = parse([side("agent"), side("user")], CLOCK)
    assert [(turn.speaker, turn.start) for turn in found.turns] == [(one.role, one.start) for one in CALL]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"a":' * 50_000,
        '[{"role": "user", "text": ' + "9" * 5000 + "}]",
        '[{"role": "user", "text": "x", "start": 1e999, "end": NaN, "ts": "99999-99-99T99:99"}]',
        json.dumps([{"role": {"role": {}}, "content": [[[[[[[["deep"]]]]]]]], "words": 3, "start": []}]),
        "\ud800 not UTF-8",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    found = read(text)
    assert all(turn.start is None for turn in found.turns)


def test_very_many_are_cut() -> None:
    assert len(read([{"role": "user", "text": "x", "start": n} for n in range(20_000)]).turns) == MAX_TURNS


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["role", "text", "content", "start", "end", "ts", "words", "data", "messages"])
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(_VALUES)
def test_no_json_is_an_error(value: object) -> None:
    found = read(json.dumps(value), clock=Clock(connected_at=BEGAN))
    assert all(turn.start is None or turn.start >= 0 for turn in found.turns)
