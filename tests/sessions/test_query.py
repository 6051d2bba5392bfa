"""Which sessions are shown, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.errors import InvalidRequest
from sambanova.session import Session
from sambanova.sessions.query import SORTS, SessionTable
from sambanova.web.parameters import session_query


def session(session_id: str, **changes: object) -> Session:
    usual: dict[str, object] = {
        "session_id": session_id,
        "user_id": "",
        "user_name": "",
        "authenticated": True,
        "is_recording": False,
        "audio_buffer_length": 0,
        "connected_at": None,
        "authenticated_at": None,
    }
    return Session(**{**usual, **changes})  # type: ignore[arg-type]


ADA = session("a1", user_name="Ada", user_id="7", connected_at=10.0, audio_buffer_length=40, expires_at=60.0)
BOB = session("b2", user_name="bob", user_id="12", connected_at=30.0, is_recording=True)
EVE = session("c3", user_name="Ève", connected_at=20.0, authenticated=False, audio_buffer_length=400)
NEW = session("d4", expires_at=5.0)
ALL = [NEW, EVE, ADA, BOB]


def ids(playing: set[str] | None = None, **parameters: str) -> list[str]:
    found, _ = SessionTable(ALL).page(session_query(parameters), playing or set())
    return [one.session_id for one in found]


def test_the_newest_comes_first_and_what_has_no_time_last() -> None:
    assert ids() == ["b2", "c3", "a1", "d4"]
    assert ids(order="asc") == ["a1", "c3", "b2", "d4"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("all", ["b2", "c3", "a1", "d4"]),
        ("recording", ["b2"]),
        ("audio", ["c3", "a1"]),
        ("no_audio", ["b2", "d4"]),
        ("authenticated", ["b2", "a1", "d4"]),
        ("unauthenticated", ["c3"]),
        ("playing", ["a1"]),
    ],
)
def test_a_state_chooses_those_in_it(state: str, expected: list[str]) -> None:
    assert ids({"a1"}, state=state) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("user_name", ["a1", "b2", "c3", "d4"]),
        ("user_id", ["b2", "a1", "c3", "d4"]),
        ("session_id", ["a1", "b2", "c3", "d4"]),
        ("audio_buffer_length", ["b2", "d4", "a1", "c3"]),
        ("ttl", ["d4", "a1", "b2", "c3"]),
        ("connected_at", ["b2", "c3", "a1", "d4"]),
    ],
)
def test_each_column_sorts_with_the_unknown_at_the_end(sort: str, expected: list[str]) -> None:
    assert ids(sort=sort) == expected


def test_the_unknown_stays_at_the_end_the_other_way_round() -> None:
    assert ids(sort="ttl", order="desc") == ["a1", "d4", "b2", "c3"]
    assert ids(sort="user_name", order="desc") == ["c3", "b2", "a1", "d4"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("ADA", ["a1"]), (" bob ", ["b2"]), ("12", ["b2"]), ("ève", ["c3"]), ("D4", ["d4"]), ("zzz", [])],
)
def test_a_query_looks_into_ids_and_names_whatever_the_case(query: str, expected: list[str]) -> None:
    assert ids(query=query) == expected


def test_the_total_counts_what_matches_not_what_is_sent() -> None:
    found, total = SessionTable(ALL).page(session_query({"limit": "2", "offset": "1"}), set())
    assert [one.session_id for one in found] == ["c3", "a1"]
    assert total == 4
    assert SessionTable(ALL).page(session_query({"offset": "99"}), set()) == ([], 4)
    assert SessionTable(ALL).page(session_query({"state": "audio", "limit": "1"}), set())[1] == 2


def test_empty_parameters_say_nothing() -> None:
    assert ids(sort="", order="", state="", query="", limit="", offset="") == ids()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("state", "loud"),
        ("sort", "age"),
        ("order", "up"),
        ("offset", "-1"),
        ("offset", "1.5"),
        ("offset", "9" * 5000),
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "many"),
        ("limit", "٣"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(name: str, text: str) -> None:
    with pytest.raises(InvalidRequest, match=name):
        SessionTable(ALL).page(session_query({name: text}), set())


@given(
    st.lists(
        st.builds(session, st.text(max_size=4), connected_at=st.none() | st.floats(0, 5)),
        max_size=30,
        unique_by=lambda one: one.session_id,
    ),
    st.sampled_from([*SORTS]),
    st.sampled_from(["asc", "desc"]),
    st.integers(1, 7),
)
def test_pages_fit_together(sessions: list[Session], sort: str, order: str, limit: int) -> None:
    whole, total = SessionTable(sessions).page(
        session_query({"sort": sort, "order": order, "limit": "1000"}), set()
    )
    assert total == len(whole) == len(sessions)
    pages: list[Session] = []
    for offset in range(0, total, limit):
        asked = {"sort": sort, "order": order, "limit": str(limit), "offset": str(offset)}
        pages += SessionTable(list(reversed(sessions))).page(session_query(asked), set())[0]
    assert [one.session_id for one in pages] == [one.session_id for one in whole]
