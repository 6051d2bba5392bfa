"""Noticing sessions that come, change and go, in a real Redis."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator

import pytest

from sambanova.redis_manager import RedisManager
from sambanova.sessions.watcher import SessionChanges, SessionWatcher, compare
from sambanova.settings import Settings
from tests.parts import RedisServer, wait_until
from tests.sessions.test_query import ADA, BOB, EVE, session

Put = Callable[..., str]


def test_what_came_changed_and_went_is_told_apart() -> None:
    recording = dataclasses.replace(ADA, is_recording=True)
    changes = compare({"a1": ADA, "b2": BOB}, {"a1": recording, "c3": EVE}, 1.0)
    assert changes == SessionChanges(added=(EVE,), updated=(recording,), removed=("b2",))
    assert changes
    assert not compare({"a1": ADA}, {"a1": ADA}, 1.0)


@pytest.mark.parametrize(
    ("before", "now", "elapsed", "news"),
    [
        (60, 50, 10.0, False),
        (60, 59, 1.0, False),
        (60, 3600, 1.0, True),
        (3600, 60, 1.0, True),
        (60, None, 1.0, True),
        (None, 60, 1.0, True),
        (None, None, 1.0, False),
    ],
)
def test_a_time_to_live_that_runs_down_is_no_news(
    before: int | None, now: int | None, elapsed: float, news: bool
) -> None:
    changes = compare({"x": session("x", ttl=before)}, {"x": session("x", ttl=now)}, elapsed)
    assert bool(changes.updated) is news


@pytest.fixture
def noticed(redis_manager: RedisManager) -> Iterator[list[SessionChanges]]:
    """What a running watcher of the empty Redis tells."""
    told: list[SessionChanges] = []
    watcher = SessionWatcher(redis_manager, told.append)
    watcher.start()
    watcher.start()  # a second time changes nothing
    time.sleep(0.6)  # until it has seen what is there
    yield told
    watcher.stop()


def test_a_session_is_noticed_when_it_comes_changes_and_goes(
    noticed: list[SessionChanges], put: Put, redis_manager: RedisManager
) -> None:
    put("call")
    wait_until(lambda: len(noticed) == 1)
    assert [one.session_id for one in noticed[0].added] == ["call"]
    put("call", "AAAA")
    wait_until(lambda: len(noticed) == 2)
    assert [one.audio_buffer_length for one in noticed[1].updated] == [4]
    redis_manager.delete("call")
    wait_until(lambda: len(noticed) == 3)
    assert noticed[2] == SessionChanges((), (), ("call",))


def test_what_was_there_at_the_start_is_no_news(put: Put, redis_manager: RedisManager) -> None:
    put("old")
    told: list[SessionChanges] = []
    watcher = SessionWatcher(redis_manager, told.append)
    watcher.start()
    time.sleep(0.6)
    put("new")
    wait_until(lambda: told)
    watcher.stop()
    assert [one.session_id for one in told[0].added] == ["new"]


def test_nothing_is_told_after_it_was_stopped_and_it_can_start_again(
    put: Put, redis_manager: RedisManager
) -> None:
    told: list[SessionChanges] = []
    watcher = SessionWatcher(redis_manager, told.append)
    watcher.start()
    time.sleep(0.6)
    watcher.stop()
    watcher.stop()
    put("call")
    time.sleep(1.2)
    assert told == []
    watcher.start()
    time.sleep(0.6)
    put("other")
    wait_until(lambda: told)
    watcher.stop()


def test_it_goes_on_when_redis_was_away(own_redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    own_redis.start()
    manager = RedisManager(Settings(redis_url=own_redis.url))
    manager.write("before", {"user_id": "1"})
    told: list[SessionChanges] = []
    watcher = SessionWatcher(manager, told.append)
    watcher.start()
    time.sleep(0.6)
    own_redis.stop()
    time.sleep(0.8)
    own_redis.start()
    manager.write("after", {"user_id": "1"})
    wait_until(lambda: any(changes.added for changes in told))
    watcher.stop()
    manager.close()
    assert [one.session_id for changes in told for one in changes.added] == ["after"]
    assert [session_id for changes in told for session_id in changes.removed] == ["before"]
    assert "Traceback" not in caplog.text
