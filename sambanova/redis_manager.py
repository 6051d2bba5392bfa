"""The connection to Redis: sends commands, and reports failures as errors of the player.

Check the connection with:

    python -c "from sambanova.redis_manager import redis_manager; print(redis_manager.is_available())"
"""

from __future__ import annotations

import contextlib
import itertools
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
from redis.connection import AbstractConnection
from redis.retry import Retry

from sambanova.errors import RedisUnavailable, SettingsError
from sambanova.key_text import key_of_text
from sambanova.settings import Settings

log = logging.getLogger(__name__)

CONNECT_TIMEOUT = 1.0  # seconds; a request must not wait long for a missing server
REPLY_TIMEOUT = 5.0  # seconds between two parts of a reply
POOL_WAIT = 2.0  # seconds to wait for a free connection
MAX_CONNECTIONS = 64
SCAN_COUNT = 1000  # keys per SCAN step, which takes Redis about a millisecond
_BATCH = 1500  # commands that are sent before their replies are read

Command = tuple[Any, ...]
"""The name of a command and its arguments: text, bytes or numbers."""


@dataclass(frozen=True, slots=True)
class RedisStatus:
    """The state of Redis. message: for people, why it is not available; else None."""

    available: bool
    latency_ms: float | None = None
    used_memory_bytes: int | None = None
    message: str | None = None


class RedisManager:
    """Access to Redis, over one connection pool. All methods may be called from any thread.

    It connects on first use, and again after Redis was away. Every method raises RedisUnavailable if Redis
    does not answer. Without `settings`, those of the environment are read on first use.

        redis_manager = RedisManager(Settings.from_environment())
        redis_manager.ask([("TYPE", "session:k3Jq8vN2cXwA"), ("PTTL", "session:k3Jq8vN2cXwA")])
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._given_settings = settings
        self._client: redis.Redis | None = None
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """The settings in use. Raises SettingsError."""
        if self._given_settings is None:
            self._given_settings = Settings.from_environment()
        return self._given_settings

    def check_settings(self) -> None:
        """Raises SettingsError if the settings do not allow a connection. It opens none."""
        self._connected_client()

    def is_available(self) -> bool:
        """Whether Redis answers now."""
        return self.status().available

    def status(self) -> RedisStatus:
        """Pings Redis. It does not raise RedisUnavailable."""
        try:
            with self._redis() as client:
                if not client.ping():  # connects; only the next ping is measured
                    raise ValueError("no PONG")
                started = time.perf_counter()
                client.ping()
                latency = (time.perf_counter() - started) * 1000
        except RedisUnavailable as error:
            return RedisStatus(available=False, message=str(error))
        return RedisStatus(True, round(latency, 2), self._used_memory())

    def _used_memory(self) -> int | None:
        """Bytes of memory that Redis uses; None if the server forbids INFO."""
        try:
            with self._redis() as client:
                memory = client.info("memory")
        except RedisUnavailable:
            return None
        return int(memory["used_memory"]) if "used_memory" in memory else None

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to commands that are sent together, in their order.

        The reply to a command that Redis refuses is the error; `result_of` raises it. The commands of many
        sessions are 30,000 and more, for which a pipeline of redis-py needs several times as long as Redis.
        So they are packed and sent here, each batch while Redis answers the previous one.
        """
        with self._redis() as client, _connection_of(client) as connection:
            return connection.retry.call_with_retry(
                lambda: list(_replies(connection, commands)), lambda _: _disconnect(connection)
            )

    def ask_at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to reading commands that Redis executes without another in between.

        A Redis that is out of memory refuses that; then others may come in between.
        """
        replies = self.ask([("MULTI",), *commands, ("EXEC",)])
        refusals = [reply for reply in replies if isinstance(reply, Exception)]
        if any(isinstance(refusal, redis.exceptions.OutOfMemoryError) for refusal in refusals):
            return self.ask(commands)
        if refusals:
            with self._redis():
                raise refusals[0]
        return cast("list[Any]", replies[-1])

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
        cursor: Any = 0
        while True:
            with self._redis() as client:
                cursor, found = client.scan(cursor, match=pattern, count=SCAN_COUNT)
                keys = list(cast("list[bytes]", found))
            yield keys
            if not cursor:
                return

    def script(self, text: str, key: bytes, *arguments: bytes | int) -> Any:
        """The result of a Lua script with one key."""
        with self._redis() as client:
            return client.eval(text, 1, key, *arguments)

    def silence(self) -> RedisUnavailable:
        """The error for a Redis that does not answer in time."""
        return RedisUnavailable(_sentence(redis.exceptions.TimeoutError(), self.settings.redis_location))

    def connection(self) -> redis.Connection:
        """A connection of the caller's own, connected. `give_back` ends its use."""
        with self._redis() as client:
            return client.connection_pool.get_connection()

    def give_back(self, connection: redis.Connection) -> None:
        """Disconnects a connection that `connection` returned."""
        _disconnect(connection)
        with contextlib.suppress(redis.exceptions.RedisError):
            self._connected_client().connection_pool.release(connection)

    def watch(self, keys: Sequence[bytes]) -> KeyWatch | None:
        """Begins to watch keys for changes; None if Redis does not allow it."""
        with self._redis() as client:
            try:
                return KeyWatch(client.connection_pool, keys)
            except redis.exceptions.ResponseError:
                return None

    def write(self, session_id: str, fields: Mapping[str, str | bytes], ttl: int | None = None) -> None:
        """Sets fields of a session. ttl: its time to live in seconds; None leaves it.

        Only demo sessions and tests write; the player does not.
        """
        key = self.settings.session_key_prefix.encode() + (key_of_text(session_id) or b"")
        with self._redis() as client, client.pipeline() as pipe:
            pipe.hset(key, mapping=dict(fields))  # type: ignore[arg-type]  # its stub is narrower than Redis
            if ttl is not None:
                pipe.expire(key, ttl)
            pipe.execute()

    def close(self) -> None:
        """Closes all connections; the next call opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()
            client.connection_pool.disconnect()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Raises errors of Redis inside the context as RedisUnavailable."""
        with self._redis():
            yield

    @contextmanager
    def _redis(self) -> Iterator[redis.Redis]:
        """The client. Its errors are raised as RedisUnavailable."""
        client = self._connected_client()
        try:
            yield client
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

    def _connected_client(self) -> redis.Redis:
        """The client, created on first use. It connects with the first command."""
        with self._lock:
            if self._client is None:
                self._client = redis.Redis(connection_pool=self._new_pool())
            return self._client

    def _new_pool(self) -> redis.BlockingConnectionPool:
        """A connection pool. Raises SettingsError if the options, which may come from a URL, are invalid."""
        try:
            pool = self._pool_of_settings()
            pool.connection_class(**pool.connection_kwargs)
        except (TypeError, ValueError) as error:
            raise SettingsError("REDIS_URL has an option that redis-py does not know or take.") from error
        return pool

    def _pool_of_settings(self) -> redis.BlockingConnectionPool:
        settings = self.settings
        options: dict[str, Any] = {
            "max_connections": MAX_CONNECTIONS,
            "timeout": POOL_WAIT,
            "socket_timeout": REPLY_TIMEOUT,
            # With protocol 3 redis-py reuses a connection with an unread reply.
            "protocol": 2,
            # A command on an idle connection that Redis has closed is sent again on a new one.
            "retry": Retry(NoBackoff(), 1, supported_errors=(redis.exceptions.ConnectionError,)),
        }
        if settings.redis_url:
            if not settings.redis_url.startswith("unix:"):
                options["socket_connect_timeout"] = CONNECT_TIMEOUT
            return redis.BlockingConnectionPool.from_url(settings.redis_url, **options)
        return redis.BlockingConnectionPool(  # type: ignore[no-untyped-call]  # untyped in redis-py
            host=settings.redis_host,
            port=settings.redis_port,
            password=settings.redis_password,
            db=settings.redis_db,
            socket_connect_timeout=CONNECT_TIMEOUT,
            **options,
        )


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
            _disconnect(connection)
            self._pool.release(connection)


_EMPTY_TRANSACTION = b"*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nEXEC\r\n"


def send(connection: AbstractConnection, packed: bytes) -> None:
    """Sends packed commands on a connection."""
    connection.send_packed_command([packed])  # type: ignore[no-untyped-call]  # untyped in redis-py


def _disconnect(connection: AbstractConnection) -> None:
    connection.disconnect()  # type: ignore[no-untyped-call]  # untyped in redis-py


def _reply(connection: AbstractConnection) -> Any:
    """The next reply; for a refused command, the error."""
    try:
        return connection.read_response()
    except redis.exceptions.ResponseError as error:
        return error


def _replies(connection: AbstractConnection, commands: Sequence[Command]) -> Iterator[Any]:
    batches = [commands[start : start + _BATCH] for start in range(0, len(commands), _BATCH)]
    for batch, following in itertools.pairwise([[], *batches, []]):
        if following:
            send(connection, b"".join(map(hiredis.pack_command, following)))
        for _ in batch:
            yield _reply(connection)


@contextmanager
def _connection_of(client: redis.Redis) -> Iterator[AbstractConnection]:
    connection = client.connection_pool.get_connection()
    try:
        yield connection
    except BaseException:  # unread replies may be left, which the next user must not get
        _disconnect(connection)
        raise
    finally:
        client.connection_pool.release(connection)


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


def _is_about_tls(error: BaseException | None) -> bool:
    """Whether an error was caused by one of TLS."""
    while error is not None:
        if isinstance(error, ssl.SSLError) or "_ssl.c" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _sentence(error: redis.exceptions.RedisError, location: str) -> str:
    """A sentence that says what to do about an error of Redis, without the text of the error."""
    error = _out_of_script(error)
    if isinstance(error, redis.exceptions.NoPermissionError):
        return f"The user of Redis at {location} may not do this: give it the rights that SECURITY.md names."
    if isinstance(error, redis.exceptions.AuthenticationError) and "required" in str(error):
        return f"Redis at {location} wants a password: set REDIS_PASSWORD, or put it into REDIS_URL."
    if isinstance(error, redis.exceptions.AuthenticationError):
        return f"Redis at {location} refuses the password: set REDIS_PASSWORD or REDIS_URL."
    if isinstance(error, redis.exceptions.ReadOnlyError):
        return f"Redis at {location} is a read-only replica: connect to its primary to change sessions."
    if isinstance(error, redis.exceptions.OutOfMemoryError):
        return f"Redis at {location} is out of memory: free some, or raise its maxmemory."
    if isinstance(error, redis.exceptions.BusyLoadingError):
        return f"Redis at {location} is still loading its data: it will be back in a moment."
    if "DB index is out of range" in str(error):
        return f"Redis at {location} has no database of this number: set REDIS_DB or the end of REDIS_URL."
    if location.startswith("rediss:") and _is_about_tls(error):
        return (
            f"TLS with Redis at {location} fails: write redis:// if it has none, "
            "or ?ssl_ca_certs=FILE behind the address to trust its certificate."
        )
    is_closed = "closed by server" in str(error) or "reset by peer" in str(error)
    if is_closed and location.startswith("redis:"):
        return f"Redis at {location} closes the connection: if it speaks TLS, set REDIS_URL=rediss://…"
    if isinstance(error, redis.exceptions.TimeoutError):
        return f"Redis at {location} does not answer in time: it is tried again with the next request."
    if isinstance(error, redis.exceptions.ConnectionError):
        return f"Redis at {location} does not answer: start it, or set REDIS_URL or REDIS_HOST."
    return f"Redis at {location} refused a command: see the player's log for what it said."


redis_manager = RedisManager()
"""The manager for the settings of the environment. It reads them and connects on first use."""
