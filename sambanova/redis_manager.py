"""The connection to Redis: sends commands, and reports failures as errors of the player.

What kind of Redis it is, one server, a cluster or what Sentinels watch, only `redis_nodes` below knows.

Check the connection with:

    python -c "from sambanova.redis_manager import redis_manager; print(redis_manager.is_available())"
"""

from __future__ import annotations

import contextlib
import logging
import re
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import hiredis
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import MasterNotFoundError

from sambanova.errors import RedisUnavailable
from sambanova.key_text import key_of_text
from sambanova.redis_nodes.cluster import NotACluster
from sambanova.redis_nodes.nodes import Layout, Nodes, in_transaction
from sambanova.redis_nodes.opening import open_nodes
from sambanova.redis_nodes.wire import Command, connection_of, disconnect, send
from sambanova.redis_slices import TakeSlice, UnexpectedReply, read_transaction
from sambanova.settings import Settings

log = logging.getLogger(__name__)

CONNECT_TIMEOUT = 1.0  # seconds; a request must not wait long for a missing server
REPLY_TIMEOUT = 5.0  # seconds between two parts of a reply
POOL_WAIT = 2.0  # seconds to wait for a free connection
MAX_CONNECTIONS = 64  # to each server
SCAN_COUNT = 1000  # keys per SCAN step, which takes Redis about a millisecond

__all__ = [
    "Command",
    "KeyWatch",
    "Layout",
    "RedisManager",
    "RedisStatus",
    "is_wrong_type",
    "redis_manager",
    "send",
]


@dataclass(frozen=True, slots=True)
class RedisStatus:
    """The state of Redis: of several servers, the longest latency and the memory of all.

    message: for people, why it is not available; else None.
    """

    available: bool
    latency_ms: float | None = None
    used_memory_bytes: int | None = None
    message: str | None = None


class RedisManager:
    """Access to Redis, over one connection pool a server. All methods may be called from any thread.

    It connects on first use, and again after Redis was away. Every method raises RedisUnavailable if Redis
    does not answer. Without `settings`, those of the environment are read on first use.

        redis_manager = RedisManager(Settings.from_environment())
        redis_manager.ask([("TYPE", "session:k3Jq8vN2cXwA"), ("PTTL", "session:k3Jq8vN2cXwA")])
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._given_settings = settings
        self._opened: Nodes | None = None
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """The settings in use. Raises SettingsError."""
        if self._given_settings is None:
            self._given_settings = Settings.from_environment()
        return self._given_settings

    def check_settings(self) -> None:
        """Raises SettingsError if the settings do not allow a connection. It opens none."""
        self._nodes()

    def is_available(self) -> bool:
        """Whether Redis answers now."""
        return self.status().available

    def status(self) -> RedisStatus:
        """Pings Redis. It does not raise RedisUnavailable."""
        try:
            latency = max(self._latency(node) for node in self.nodes())
        except RedisUnavailable as error:
            return RedisStatus(available=False, message=str(error))
        return RedisStatus(True, round(latency, 2), self._used_memory())

    def _latency(self, node: redis.Redis) -> float:
        """Milliseconds until a server answers."""
        with self.errors():
            if not node.ping():  # connects; only the next ping is measured
                raise ValueError("no PONG")
            started = time.perf_counter()
            node.ping()
            return (time.perf_counter() - started) * 1000

    def _used_memory(self) -> int | None:
        """Bytes of memory that Redis uses; None if a server forbids INFO."""
        try:
            with self._redis() as nodes:
                found = [node.info("memory").get("used_memory") for node in nodes.clients()]
        except RedisUnavailable:
            return None
        return sum(int(one) for one in found if one) or None

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands that are sent together, in their order. Each has one key.

        The reply to a command that Redis refuses is the error; `result_of` raises it. The commands of many
        sessions are 30,000 and more, for which a pipeline of redis-py needs several times as long as Redis.
        So they are packed and sent here, each batch while Redis answers the previous one.
        """
        with self._redis() as nodes:
            return nodes.ask(commands)

    def ask_at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to reading commands that Redis executes without another in between.

        A Redis that is out of memory refuses that; then others may come in between. So they may where keys
        are in different slots of a cluster.
        """
        with self._redis() as nodes:
            try:
                return nodes.at_once(commands)
            except redis.exceptions.OutOfMemoryError:
                return nodes.ask(commands)

    def delete(self, keys: Sequence[bytes]) -> int:
        """Deletes keys, together where Redis can; returns how many there were."""
        with self._redis() as nodes:
            replies = nodes.ask([("DEL", *group) for group in nodes.grouped(keys)])
        return sum(int(self.result_of(reply)) for reply in replies)

    def key_count(self) -> int | None:
        """How many keys there are; None if Redis does not say."""
        with self._redis() as nodes:
            try:
                counts: list[int] = [node.dbsize() for node in nodes.clients()]
                return sum(counts)
            except redis.exceptions.ResponseError:
                return None

    def ask_in_slices(
        self, commands: Sequence[Command], takers: Mapping[int, TakeSlice], slice_bytes: int
    ) -> list[Any] | None:
        """Like `ask_at_once`, for commands with one value each, the longest of which are taken in slices.

        takers: by the number of the command; its reply is then the length of the value. None if a command
        is refused or replies otherwise: `ask_at_once` tells why. None also if no server has all keys.
        """
        packed = b"".join(map(hiredis.pack_command, in_transaction(commands)))
        with self._redis() as nodes:
            reader = nodes.client_of(commands)
            if reader is None:
                return None
            try:
                with connection_of(reader) as connection:
                    send(connection, packed)
                    return read_transaction(connection, len(commands), takers, slice_bytes)
            except (UnexpectedReply, redis.exceptions.ConnectionError):
                return None  # also where Redis closed an idle connection

    def result_of(self, reply: Any, default: Any = None) -> Any:
        """A reply; `default` for a key of another type. Raises RedisUnavailable if Redis refused it."""
        if not isinstance(reply, Exception):
            return reply
        if is_wrong_type(reply):
            return default
        with self._redis():
            raise reply

    def scan(self, pattern: bytes | None = None) -> Iterator[list[bytes]]:
        """All keys that match a glob pattern, in steps; a key may come more than once."""
        for node in self.nodes():
            cursor: Any = 0
            while True:
                with self.errors():
                    cursor, found = node.scan(cursor, match=pattern, count=SCAN_COUNT)
                    keys = list(cast("list[bytes]", found))
                yield keys
                if not cursor:
                    break

    def script(self, text: str, key: bytes, *arguments: bytes | int) -> Any:
        """The result of a Lua script with one key."""
        (reply,) = self.ask([("EVAL", text, 1, key, *arguments)])
        if isinstance(reply, Exception):
            with self.errors():
                raise reply
        return reply

    def silence(self) -> RedisUnavailable:
        """The error for a Redis that does not answer in time."""
        return RedisUnavailable(_sentence(redis.exceptions.TimeoutError(), self.settings.redis_location))

    # For the change feed

    def nodes(self) -> list[redis.Redis]:
        """The servers that together hold all keys; usually one."""
        with self._redis() as nodes:
            return nodes.clients()

    def layout(self) -> Layout | None:
        """Looks where the keys are; None if they are always on the same server."""
        with self._redis() as nodes:
            return nodes.layout()

    def connection(self, node: redis.Redis) -> redis.Connection:
        """A connection of the caller's own to a server, connected. `give_back` ends its use."""
        with self.errors():
            return node.connection_pool.get_connection()

    def give_back(self, node: redis.Redis, connection: redis.Connection) -> None:
        """Disconnects a connection that `connection` returned."""
        disconnect(connection)
        with contextlib.suppress(redis.exceptions.RedisError):
            node.connection_pool.release(connection)

    def watch(self, keys: Sequence[bytes]) -> KeyWatch | None:
        """Begins to watch keys for changes; None if Redis does not allow it, or no server has all of them."""
        with self._redis() as nodes:
            server = nodes.client_of([("EXISTS", key) for key in keys])
            try:
                return None if server is None else KeyWatch(server.connection_pool, keys)
            except redis.exceptions.ResponseError:
                return None

    def write(self, session_id: str, fields: Mapping[str, str | bytes], ttl: int | None = None) -> None:
        """Sets fields of a session. ttl: its time to live in seconds; None leaves it.

        Only demo sessions and tests write; the player does not.
        """
        key = self.settings.session_key_prefix.encode() + (key_of_text(session_id) or b"")
        commands: list[Command] = [("HSET", key, *(word for field in fields.items() for word in field))]
        if ttl is not None:
            commands.append(("EXPIRE", key, ttl))
        with self._redis() as nodes:
            nodes.at_once(commands)

    def close(self) -> None:
        """Closes all connections; the next call opens new ones."""
        with self._lock:
            nodes, self._opened = self._opened, None
        if nodes is not None:
            nodes.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Raises errors of Redis inside the context as RedisUnavailable."""
        with self._redis():
            yield

    @contextmanager
    def _redis(self) -> Iterator[Nodes]:
        """The servers. Their errors are raised as RedisUnavailable."""
        nodes = self._nodes()
        try:
            yield nodes
        except redis.exceptions.RedisError as error:
            log.warning("Redis at %s: %s: %r", self.settings.redis_location, type(error).__name__, str(error))
            raise RedisUnavailable(_sentence(error, self.settings.redis_location)) from error
        except (TypeError, ValueError, LookupError, AttributeError) as error:
            # A reply of another type than the command has, perhaps that to another command.
            log.warning("Redis at %s sent an unexpected reply: %r", self.settings.redis_location, error)
            self.close()
            raise RedisUnavailable(
                f"Redis at {self.settings.redis_location} does not answer as Redis does: "
                "look at what listens there, or set REDIS_URL or REDIS_HOST."
            ) from error

    def _nodes(self) -> Nodes:
        """The servers, opened on first use. They are connected to with the first command."""
        with self._lock:
            if self._opened is None:
                self._opened = open_nodes(self.settings, self._options(), CONNECT_TIMEOUT)
            return self._opened

    def _options(self) -> dict[str, Any]:
        """Of the connection pools."""
        return {
            "max_connections": MAX_CONNECTIONS,
            "timeout": POOL_WAIT,
            "socket_timeout": REPLY_TIMEOUT,
            # With protocol 3 redis-py reuses a connection with an unread reply.
            "protocol": 2,
            # A command on an idle connection that Redis has closed is sent again on a new one.
            "retry": Retry(NoBackoff(), 1, supported_errors=(redis.exceptions.ConnectionError,)),
        }


class KeyWatch:
    """Tells whether any of some keys changed since the watch began, without reading them.

    It uses WATCH: Redis refuses a transaction on a connection whose watched key was changed, replaced or
    deleted, or has expired. A watch holds one connection until it is closed.
    """

    def __init__(self, pool: redis.ConnectionPool, keys: Sequence[bytes]) -> None:
        """Begins the watch. Raises redis.exceptions.RedisError."""
        self._pool = pool
        self._keys = keys
        self._lock = threading.Lock()
        self._connection: redis.Connection | None = self._begin()

    def is_unchanged(self) -> bool:
        """Whether the keys are unchanged. False also if that is unknown. Once False, it stays so."""
        with self._lock:
            watching, self._connection = self._connection, None
            if watching is None:
                return False
            following = None
            try:
                # The next watch begins before this one ends, so that no change is missed.
                following = self._begin()
                send(watching, _EMPTY_TRANSACTION)
                unchanged = [watching.read_response(), watching.read_response()] == [b"OK", []]
            except redis.exceptions.RedisError:
                unchanged = False
            if unchanged:
                self._connection = following
                self._pool.release(watching)
                return True
            self._give_back(watching)
            self._give_back(following)
            return False

    def close(self) -> None:
        """Ends the watch."""
        with self._lock:
            self._give_back(self._connection)
            self._connection = None

    def _begin(self) -> redis.Connection:
        connection = self._pool.get_connection()
        try:
            send(connection, hiredis.pack_command(("WATCH", *self._keys)))  # type: ignore[arg-type]
            connection.read_response()
        except BaseException:
            self._give_back(connection)
            raise
        return connection

    def _give_back(self, connection: redis.Connection | None) -> None:
        """Disconnects, which ends the watch, and returns the connection to the pool."""
        if connection is not None:
            disconnect(connection)
            self._pool.release(connection)


_EMPTY_TRANSACTION = b"*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nEXEC\r\n"


def is_wrong_type(reply: Any) -> bool:
    """Whether a reply says that the key is of another type than the command needs."""
    return isinstance(reply, redis.exceptions.ResponseError) and str(reply).startswith("WRONGTYPE")


_IN_SCRIPT = re.compile(r"Error running script .*: -(READONLY|OOM|NOPERM) ", re.DOTALL)
_BY_CODE = {
    "READONLY": redis.exceptions.ReadOnlyError,
    "OOM": redis.exceptions.OutOfMemoryError,
    "NOPERM": redis.exceptions.NoPermissionError,
}


def _out_of_script(error: redis.exceptions.RedisError) -> redis.exceptions.RedisError:
    """The error that a script met. Redis 6 puts its code into the text of an error of the script."""
    found = _IN_SCRIPT.match(str(error))
    return _BY_CODE[found[1]](str(error)) if found else error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, what caused it, what caused that, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _tls_error(error: BaseException) -> str | None:
    """The end of a sentence about a connection that TLS refused; None if it was something else."""
    causes = list(_causes(error))
    if not any(isinstance(one, ssl.SSLError) or "_ssl.c" in str(one) for one in causes):
        return None
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in causes):
        return (
            "shows a certificate that is not trusted, or of another host: "
            "set REDIS_CA_FILE to the certificate of its authority, and REDIS_URL to the name in it."
        )
    return (
        "refuses TLS: set REDIS_CERT_FILE and REDIS_KEY_FILE if it asks for a certificate, "
        "or REDIS_URL to one without TLS if it has none."
    )


def _sentence(error: redis.exceptions.RedisError, location: str) -> str:
    """A sentence that says what to do about an error of Redis, without the text of the error."""
    error = _out_of_script(error)
    if isinstance(error, redis.exceptions.NoPermissionError):
        return f"The user of Redis at {location} may not do this: give it the rights that SECURITY.md names."
    if isinstance(error, redis.exceptions.AuthenticationError) and "required" in str(error):
        return f"Redis at {location} wants a password: set REDIS_PASSWORD, or put it into REDIS_URL."
    if isinstance(error, redis.exceptions.AuthenticationError):
        return (
            f"Redis at {location} refuses the password: set REDIS_PASSWORD and REDIS_USERNAME, or REDIS_URL."
        )
    if isinstance(error, NotACluster):
        return f"Redis at {location} is no cluster: set REDIS_URL to redis:// instead of redis+cluster://."
    if isinstance(error, redis.exceptions.ResponseError) and "SENTINEL" in str(error):
        return f"Redis at {location} is no Sentinel: set REDIS_URL to the Sentinels, or to redis://."
    if isinstance(error, redis.exceptions.MovedError):
        return (
            f"Redis at {location} is a node of a cluster: set REDIS_URL to redis+cluster:// and its address."
        )
    if isinstance(error, redis.exceptions.ClusterDownError):
        return f"The cluster at {location} is down, or chooses a new primary: it is tried again."
    if isinstance(error, redis.exceptions.ReadOnlyError):
        return f"Redis at {location} is a read-only replica: connect to its primary to change sessions."
    if isinstance(error, redis.exceptions.OutOfMemoryError):
        return f"Redis at {location} is out of memory: free some, or raise its maxmemory."
    if isinstance(error, redis.exceptions.BusyLoadingError):
        return f"Redis at {location} is still loading its data: it will be back in a moment."
    if "DB index is out of range" in str(error):
        return f"Redis at {location} has no database of this number: set REDIS_DB or the end of REDIS_URL."
    is_closed = "closed by server" in str(error) or "reset by peer" in str(error)
    if is_closed and location.startswith("redis:"):
        return f"Redis at {location} closes the connection: if it speaks TLS, set REDIS_URL=rediss://…"
    if isinstance(error, redis.exceptions.TimeoutError):
        return f"Redis at {location} does not answer in time: it is tried again with the next request."
    if isinstance(error, MasterNotFoundError):
        return (
            f"No Sentinel at {location} knows a primary that is up: look at the name of the service, or wait "
            "until another one is chosen."
        )
    if (refusal := _tls_error(error)) is not None:
        return f"Redis at {location} {refusal}"
    if isinstance(error, redis.exceptions.ConnectionError):
        return f"Redis at {location} does not answer: start it, or set REDIS_URL or REDIS_HOST."
    return f"Redis at {location} refused a command: see the player's log for what it said."


redis_manager = RedisManager()
"""The manager for the settings of the environment. It reads them and connects on first use."""
