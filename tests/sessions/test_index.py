"""The index follows what Redis tells of changes: nothing is missed, and nothing is asked meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sambanova.sessions.query import SessionQuery
from sambanova.settings import Settings
from tests.parts import RedisServer, Sessions, wait_until

HASH: dict[Any, Any] = {"audio_buffer": "AQID", "user_name": "Ada"}


@pytest.fixture
def raw(redis_server: RedisServer) -> Iterator[Any]:
    """The voice app's own client."""
    with redis_server.client() as client:
        yield client


def told(sessions: Sessions, kind: str) -> set[str]:
    """The ids of the sessions that were reported as `added`, `updated` or `removed`."""
    found = [one for change in list(sessions.changes) for one in getattr(change, kind)]
    return {one if isinstance(one, str) else one.session_id for one in found}


def test_sessions_that_come_change_and_go_are_told(sessions: Sessions, raw: Any) -> None:
    raw.hset("session:old", mapping=HASH)
    assert sessions.ids() == {"old"}
    assert sessions.changes == []  # they were there before anybody looked
    raw.hset("session:new", mapping=HASH)
    raw.rpush("audio:list", b"\x01\xff" * 100)
    raw.xadd("audio:stream:s", {"data": b"\x01\xff" * 100})
    raw.append("x:audio", b"\x01\xff" * 100)
    wait_until(lambda: told(sessions, "added") == {"new", "list", "s", "x"})
    raw.hset("session:old", "user_name", "Grace")
    raw.rpush("audio:list", b"\x01\xff" * 4000)
    wait_until(lambda: {"old", "list"} <= told(sessions, "updated"))
    assert sessions.session("old").user_name == "Grace"
    assert sessions.session("list").audio_buffer_length > 8000
    raw.delete("session:old")
    raw.rename("session:new", "session:other")
    wait_until(lambda: {"old", "new"} <= told(sessions, "removed"))
    wait_until(lambda: "other" in told(sessions, "added"))
    assert sessions.ids() == {"other", "list", "s", "x"}


def test_a_time_to_live_that_only_passes_is_no_change(sessions: Sessions, raw: Any) -> None:
    raw.hset("session:call", mapping=HASH)
    raw.expire("session:call", 100)
    sessions.list()
    raw.expire("session:call", 100)
    raw.hset("session:mark", mapping=HASH)
    wait_until(lambda: told(sessions, "added") == {"mark"})
    assert told(sessions, "updated") == set()
    raw.expire("session:call", 900)
    wait_until(lambda: told(sessions, "updated") == {"call"})
    assert 890 <= (sessions.session("call").ttl or 0) <= 900
    raw.persist("session:call")
    wait_until(lambda: sessions.session("call").ttl is None)


def test_a_session_that_expires_is_told_without_being_asked_for(sessions: Sessions, raw: Any) -> None:
    raw.config_set("hz", 1)  # Redis itself looks for expired keys only now and then
    raw.hset("session:call", mapping=HASH)
    sessions.list()
    for milliseconds in (5000, 200, 300):  # a life may be made shorter and longer
        raw.pexpire("session:call", milliseconds)
    wait_until(lambda: told(sessions, "removed") == {"call"}, 3)
    raw.config_set("hz", 10)


@pytest.mark.parametrize("everything", ["FLUSHALL", "FLUSHDB"])
def test_after_a_flush_nothing_is_listed(everything: str, sessions: Sessions, raw: Any) -> None:
    for number in range(700):
        raw.hset(f"session:{number}", mapping=HASH)
    assert len(sessions.list()) == 700
    raw.execute_command(everything)
    wait_until(lambda: len(told(sessions, "removed")) == 700)
    raw.hset("session:after", mapping=HASH)
    assert sessions.ids() == {"after"}


def test_nothing_is_asked_while_nothing_changes(sessions: Sessions, raw: Any) -> None:
    for number in range(50):
        raw.hset(f"session:{number}", mapping=HASH)
    sessions.index.watch(True)
    sessions.list()
    with raw.monitor() as monitor:
        time.sleep(2)
        raw.echo("the end")
        commands: list[str] = []
        while "ECHO the end" not in commands:
            commands.append(str(monitor.next_command()["command"]))
    own = ("HELLO", "CLIENT", "ECHO")  # of the test's own connection
    assert [command for command in commands if not command.startswith(own)] in ([], ["PING"])


def test_a_thousand_changes_are_all_told(sessions: Sessions, raw: Any) -> None:
    sessions.list()
    for part in range(4):
        with raw.pipeline(transaction=False) as pipe:
            for number in range(1000):
                pipe.hset(f"session:{number}", "user_name", f"{part} {number}")
            pipe.execute()
    wait_until(lambda: len(told(sessions, "added")) == 1000)
    wait_until(lambda: all(one.user_name.startswith("3 ") for one in sessions.list()))
    latest = {one.session_id: one.user_name for change in sessions.changes for one in change.added}
    latest |= {one.session_id: one.user_name for change in sessions.changes for one in change.updated}
    assert latest == {str(number): f"3 {number}" for number in range(1000)}


def kill_feeds(raw: Any) -> None:
    """Cuts all connections but this one."""
    own = raw.client_id()
    for client in raw.client_list():
        if int(client["id"]) != own:
            raw.client_kill_filter(_id=client["id"])


def test_a_feed_that_is_cut_misses_nothing(sessions: Sessions, raw: Any) -> None:
    raw.hset("session:stays", mapping=HASH)
    raw.hset("session:goes", mapping=HASH)
    raw.hset("session:changes", mapping=HASH)
    sessions.list()
    before = sessions.index.view("changes").stamp
    with raw.pipeline() as pipe:  # at one moment, so that the index learns of it only by reading all again
        own = raw.client_id()
        for client in raw.client_list():
            if int(client["id"]) != own:
                pipe.client_kill_filter(_id=client["id"])
        pipe.hset("session:changes", "user_name", "Grace")
        pipe.delete("session:goes")
        pipe.hset("session:comes", mapping=HASH)
        pipe.execute()
    assert sessions.session("changes").user_name == "Grace"
    assert sessions.index.view("changes").stamp != before
    wait_until(lambda: told(sessions, "removed") == {"goes"})
    wait_until(lambda: told(sessions, "added") == {"comes"})
    wait_until(lambda: told(sessions, "updated") == {"changes"})
    for _ in range(3):
        kill_feeds(raw)
        assert sessions.ids() == {"stays", "changes", "comes"}
    assert sessions.index.mode == "following"


def user(raw: Any, name: str, *rules: str) -> None:
    """A user who may do everything, but for `rules`."""
    raw.execute_command("ACL", "SETUSER", name, "reset", "on", ">pw", "~*", "+@all", "-@dangerous", *rules)
    raw.execute_command("ACL", "SETUSER", name, "+info", "+keys")


@pytest.fixture
def restricted(redis_server: RedisServer, raw: Any) -> Iterator[Callable[..., Sessions]]:
    """Makes the sessions as a user sees them to whom commands are forbidden."""
    opened: list[Sessions] = []

    def make(*rules: str) -> Sessions:
        user(raw, "app", *rules)
        opened.append(Sessions(Settings(redis_url=f"redis://app:pw@127.0.0.1:{redis_server.port}/0")))
        return opened[-1]

    yield make
    for sessions in opened:
        sessions.close()
    raw.acl_deluser("app")


def check_changes(sessions: Sessions, raw: Any) -> None:
    """Changes are told, and every answer has those that were made before the question."""
    raw.hset("session:old", mapping=HASH)
    raw.rpush("audio:list", b"\x01\xff" * 100)
    assert sessions.ids() == {"old", "list"}
    sessions.index.watch(True)
    raw.hset("session:new", mapping=HASH)
    assert sessions.ids() == {"old", "list", "new"}
    raw.hset("session:new", "user_name", "Grace")
    assert sessions.session("new").user_name == "Grace"
    raw.delete("session:old")
    wait_until(lambda: told(sessions, "removed") == {"old"})
    raw.rpush("audio:list", b"\x01\xff" * 4000)
    wait_until(lambda: "list" in told(sessions, "updated"))


@pytest.fixture
def resp2_only(own_redis: RedisServer) -> RedisServer:
    """A real Redis that does not know HELLO, and so no RESP3."""
    own_redis.start("--rename-command", "HELLO", "")
    return own_redis


def test_without_resp3_the_changes_come_by_a_channel(resp2_only: RedisServer) -> None:
    sessions = Sessions(Settings(redis_url=resp2_only.url))
    with resp2_only.client() as raw:
        check_changes(sessions, raw)
        assert sessions.index.mode == "following"
        assert raw.pubsub_channels() == [b"__redis__:invalidate"]
        raw.flushall()
        wait_until(lambda: told(sessions, "removed") >= {"list", "new"})
        kill_feeds(raw)
        raw.hset("session:last", mapping=HASH)
        assert sessions.ids() == {"last"}
    sessions.close()


@pytest.mark.parametrize("rules", [("-client", "+client|id"), ("-client",)])
def test_where_changes_are_not_told_the_list_is_read_again_and_again(
    rules: tuple[str, ...], restricted: Callable[..., Sessions], raw: Any
) -> None:
    sessions = restricted(*rules)
    check_changes(sessions, raw)
    assert sessions.index.mode == "polling"
    assert sessions.index.view("new").stamp is None  # nothing vouches for what was read


def test_without_resp3_and_without_the_channel_the_list_is_read_again_and_again(
    resp2_only: RedisServer,
) -> None:
    with resp2_only.client() as raw:
        user(raw, "app", "resetchannels")
        sessions = Sessions(Settings(redis_url=f"redis://app:pw@127.0.0.1:{resp2_only.port}/0"))
        check_changes(sessions, raw)
        assert sessions.index.mode == "polling"
        sessions.close()


def test_sizes_are_about_right_where_memory_may_not_be_asked_for(
    restricted: Callable[..., Sessions], raw: Any
) -> None:
    sessions = restricted("-memory")
    raw.rpush("audio:list", *[b"\x01\xff" * 100] * 50)
    (session,) = sessions.list()
    assert session.has_audio
    assert not session.size_is_exact


KEYS = ["session:a", "session:b", "audio:a", "audio:stream:b", "a:audio", "audio:chunks:b:1", "other"]
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "delete", "expire", "rename", "list"]), st.sampled_from(KEYS)),
    max_size=25,
)


@given(STEPS)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_the_list_is_what_a_fresh_index_finds(
    sessions: Sessions, redis_server: RedisServer, raw: Any, steps: list[tuple[str, str]]
) -> None:
    raw.flushall()
    for act, key in steps:
        if act == "write":
            raw.delete(key)
            if key.startswith("session:"):
                raw.hset(key, mapping=HASH)
            elif "stream" in key:
                raw.xadd(key, {"data": b"\x01\xff"})
            elif key == "audio:a":
                raw.rpush(key, b"\x01\xff")
            else:
                raw.set(key, b"\x01\xff")
        elif act == "delete":
            raw.delete(key)
        elif act == "expire":
            raw.pexpire(key, 1)
        elif act == "rename" and raw.exists(key):
            raw.rename(key, "session:a" if "audio" not in key else "audio:a")
        else:
            sessions.list()
    time.sleep(0.002)  # what has a millisecond to live is gone
    fresh = Sessions(Settings(redis_url=redis_server.url))
    try:
        expected = {one.session_id: (one.stored_as, one.keys, one.tracks) for one in fresh.list()}
    finally:
        fresh.close()
    found = sessions.index.page(SessionQuery(limit=100), ())[0]
    assert {one.session_id: (one.stored_as, one.keys, one.tracks) for one in found} == expected
