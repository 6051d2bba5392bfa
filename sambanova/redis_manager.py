"""Reads sessions and their audio from Redis.

Check the connection with:

    python -c "from sambanova.redis_manager import redis_manager; print(redis_manager.is_available())"
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import hiredis
import redis
from redis.backoff import NoBackoff
from redis.connection import AbstractConnection
from redis.retry import Retry

from sambanova.errors import BufferTooLarge, RedisUnavailable, SessionNotFound, SettingsError
from sambanova.session import NO_EXPIRY, SUMMARY_FIELDS, Session, StoredSession, summary_of, text_of
from sambanova.settings import Settings

log = logging.getLogger(__name__)

CONNECT_TIMEOUT = 1.0  # seconds; a request must not wait long for a missing server
REPLY_TIMEOUT = 5.0  # seconds between two parts of a reply
POOL_WAIT = 2.0  # seconds to wait for a free connection
MAX_CONNECTIONS = 64
SCAN_COUNT = 1000  # keys per SCAN step, which takes Redis about a millisecond
_BATCH_KEYS = 500  # keys whose commands are sent before their replies are read

_KEY_MISSING = -2  # reply of TTL for a missing key
# A script, because `EXPIRE ... GT` needs Redis 7, and WATCH may never succeed while a call is recorded.
# It returns the previous time to live in milliseconds.
_EXTEND = """
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return -2 end
local left = redis.call('PTTL', KEYS[1])
if left >= 0 and left < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return left
"""

# A session id has a private-use character for each byte of the key that is not UTF-8, so that every id is
# valid in JSON and URLs, and its key can be found. A key with such a character itself has one for each of
# its bytes.
_RAW_BYTES_IN = {0xF700 + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}
_RAW_BYTES_OUT: dict[int, int | str] = {
    **{escaped: shown for shown, escaped in _RAW_BYTES_IN.items()},
    **{shown: "".join(chr(0xF700 + byte) for byte in chr(shown).encode()) for shown in _RAW_BYTES_IN},
}


@dataclass(frozen=True, slots=True)
class RedisStatus:
    """The state of Redis. message: for people, why it is not available; else None."""

    available: bool
    latency_ms: float | None = None
    used_memory_bytes: int | None = None
    message: str | None = None


class RedisManager:
    """Access to sessions in Redis, over one connection pool. All methods may be called from any thread.

    It connects on first use, and again after Redis was away. Every method raises RedisUnavailable if Redis
    does not answer, and SessionNotFound if there is no such session. Without `settings`, those of the
    environment are read on first use.

        redis_manager = RedisManager(Settings.from_environment())
        redis_manager.read_audio("k3Jq8vN2cXwA")
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

    def list_sessions(self) -> list[Session]:
        """All sessions without their audio, in no particular order.

        Keys that are not hashes, or expire meanwhile, are left out.
        """
        with self._redis() as client:
            found = client.scan_iter(match=self._key_pattern(), count=SCAN_COUNT)
            return self._summaries(client, list(dict.fromkeys(found)))  # SCAN may return a key more than once

    def session(self, session_id: str) -> Session:
        """The summary of a session."""
        with self._redis() as client:
            found = self._summaries(client, [self._key(session_id)])
        if not found:
            raise _not_found()
        return found[0]

    def read(self, session_id: str, wants_audio: Callable[[Session], bool]) -> StoredSession:
        """A session with its fields, and its audio if `wants_audio` returns true for the summary.

        The first round trip reads the summary and the names of the fields, the second the fields. Raises
        BufferTooLarge before it reads more than `AUDIO_MAX_BUFFER_MB` allows.

            fields = redis_manager.read("k3Jq8vN2cXwA", lambda session: False).fields
        """
        key, audio_field = self._key(session_id), self.settings.audio_buffer_field.encode()
        with self._redis() as client:
            summary, names = self._summary_and_names(client, session_id)
            if not wants_audio(summary):
                names = [name for name in names if name != audio_field]
            else:
                self._check_size(summary.audio_buffer_length)
            values = cast("list[bytes | None]", client.hmget(key, names)) if names else []
        found = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        audio = found.pop(audio_field, None)
        return StoredSession(
            summary, {text_of(name): text_of(value) for name, value in found.items()}, audio or b""
        )

    def _summary_and_names(self, client: redis.Redis, session_id: str) -> tuple[Session, list[bytes]]:
        """The summary of a session and the names of its fields, in one round trip."""
        key = self._key(session_id)
        with client.pipeline(transaction=False) as pipe:
            pipe.hmget(key, list(SUMMARY_FIELDS))
            pipe.hstrlen(key, self.settings.audio_buffer_field)
            pipe.ttl(key)
            pipe.hkeys(key)
            values, length, ttl, names = pipe.execute(raise_on_error=False)
        if not all(map(_has_result, (values, length, ttl, names))) or ttl == _KEY_MISSING:
            raise _not_found()
        return summary_of(session_id, values, length, ttl), names

    def _check_size(self, length: int) -> None:
        """Raises BufferTooLarge. length: characters of base64."""
        # Base64 has 4/3 of the size of its bytes. The rest is for line breaks and prefixes.
        if length > self.settings.max_buffer_bytes * 3 // 2:
            raise BufferTooLarge(
                f"The session holds {length / 2**20:.0f} MB of base64; raise AUDIO_MAX_BUFFER_MB to open it."
            )

    def fields(self, session_id: str) -> dict[str, str]:
        """The fields of a session as text, without the audio. Bytes that are not UTF-8 are replaced."""
        return self.read(session_id, lambda _: False).fields

    def read_audio(self, session_id: str) -> bytes:
        """The base64 text of a session; empty if nothing was recorded. Raises BufferTooLarge."""
        return self.read(session_id, lambda _: True).audio

    def watch(self, session_id: str) -> SessionWatch | None:
        """Begins to watch a session for changes; None if Redis does not allow it."""
        key = self._key(session_id)
        with self._redis() as client:
            try:
                return SessionWatch(client.connection_pool, key)
            except redis.exceptions.ResponseError:
                return None

    def audio_lengths(self, session_ids: list[str]) -> dict[str, int]:
        """The number of base64 characters of each session, in one round trip."""
        with self._redis() as client, client.pipeline(transaction=False) as pipe:
            for session_id in session_ids:
                pipe.hstrlen(self._key(session_id), self.settings.audio_buffer_field)
            lengths = pipe.execute(raise_on_error=False)
        return {
            session_id: length
            for session_id, length in zip(session_ids, lengths, strict=True)
            if _has_result(length)
        }

    def delete(self, session_id: str) -> None:
        """Deletes a session with its audio."""
        key = self._key(session_id)
        with self._redis() as client:
            if not _is_session(client, key) or not client.delete(key):
                raise _not_found()

    def extend(self, session_id: str, seconds: int) -> int | None:
        """Keeps a session for at least `seconds` from now. A longer time to live is not changed.

        Returns its time to live in seconds; None if it does not expire.
        """
        with self._redis() as client:
            left = int(client.eval(_EXTEND, 1, self._key(session_id), seconds * 1000))
        if left == _KEY_MISSING:
            raise _not_found()
        return None if left == NO_EXPIRY else max(seconds, round(left / 1000))

    def write(self, session_id: str, fields: Mapping[str, str | bytes], ttl: int | None = None) -> None:
        """Sets fields of a session. ttl: its time to live in seconds; None leaves it.

        Only demo sessions and tests write; the player does not.
        """
        key = self._key(session_id)
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

    def _key(self, session_id: str) -> bytes:
        try:
            raw = session_id.translate(_RAW_BYTES_IN).encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            raise _not_found() from None
        return self.settings.session_key_prefix.encode() + raw

    def _session_id(self, key: bytes) -> str:
        raw = key[len(self.settings.session_key_prefix.encode()) :]
        return raw.decode("utf-8", "surrogateescape").translate(_RAW_BYTES_OUT)

    def _key_pattern(self) -> bytes:
        """The glob pattern of all session keys, with the prefix escaped."""
        prefix = self.settings.session_key_prefix
        return "".join(f"\\{char}" if char in "*?[]^\\" else char for char in prefix).encode() + b"*"

    def _summaries(self, client: redis.Redis, keys: list[bytes]) -> list[Session]:
        """The sessions of `keys`; missing keys and those that are not hashes are left out.

        10,000 sessions take 30,000 commands, for which a pipeline of redis-py needs several times as long
        as Redis. So the commands are packed and sent here, each batch while Redis answers the previous one.
        """
        connection = client.connection_pool.get_connection()
        try:
            return connection.retry.call_with_retry(
                lambda: list(self._read_summaries(connection, keys)), lambda _: _disconnect(connection)
            )
        except BaseException:  # unread replies may be left, which the next user must not get
            _disconnect(connection)
            raise
        finally:
            client.connection_pool.release(connection)

    def _read_summaries(self, connection: AbstractConnection, keys: list[bytes]) -> Iterator[Session]:
        batches = [keys[start : start + _BATCH_KEYS] for start in range(0, len(keys), _BATCH_KEYS)]
        for batch, following in itertools.pairwise([[], *batches, []]):
            if following:
                _send(connection, self._summary_commands(following))
            for key in batch:
                values, length, ttl = _reply(connection), _reply(connection), _reply(connection)
                if _has_result(values) and _has_result(length) and _has_result(ttl) and ttl != _KEY_MISSING:
                    yield summary_of(self._session_id(key), values, length, ttl)

    def _summary_commands(self, keys: list[bytes]) -> bytes:
        """The packed commands for the summaries of `keys`, three per key."""
        audio_field = self.settings.audio_buffer_field
        return b"".join(
            hiredis.pack_command(command)  # type: ignore[arg-type]  # its stub has tuples of one
            for key in keys
            for command in (("HMGET", key, *SUMMARY_FIELDS), ("HSTRLEN", key, audio_field), ("TTL", key))
        )


class SessionWatch:
    """Tells whether a session changed since the watch began, without reading it.

    It uses WATCH: Redis refuses a transaction on a connection whose watched key was changed, replaced or
    deleted, or has expired. A watch holds one connection until it is closed.
    """

    def __init__(self, pool: redis.ConnectionPool, key: bytes) -> None:
        """Begins the watch. Raises redis.exceptions.RedisError."""
        self._pool = pool
        self._key = key
        self._lock = threading.Lock()
        self._connection: redis.Connection | None = self._begin()

    def is_unchanged(self) -> bool:
        """Whether the session is unchanged. False also if that is unknown. Once False, it stays so."""
        with self._lock:
            watching, self._connection = self._connection, None
            if watching is None:
                return False
            following = None
            try:
                # The next watch begins before this one ends, so that no change is missed.
                following = self._begin()
                _send(watching, _EMPTY_TRANSACTION)
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
            _send(connection, hiredis.pack_command(("WATCH", self._key)))  # type: ignore[arg-type]
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


def _send(connection: AbstractConnection, packed: bytes) -> None:
    connection.send_packed_command([packed])  # type: ignore[no-untyped-call]  # untyped in redis-py


def _disconnect(connection: AbstractConnection) -> None:
    connection.disconnect()  # type: ignore[no-untyped-call]  # untyped in redis-py


def _reply(connection: AbstractConnection) -> Any:
    """The next reply; for a refused command, the error."""
    try:
        return connection.read_response()
    except redis.exceptions.ResponseError as error:
        return error


def _is_session(client: redis.Redis, key: bytes) -> bool:
    """Whether `key` is a session; keys of other types must not be changed."""
    return bool(client.type(key) == b"hash")


def _has_result(reply: Any) -> bool:
    """Whether a command had a result; False for a key of another type. Raises any other error."""
    if not isinstance(reply, Exception):
        return True
    if isinstance(reply, redis.exceptions.ResponseError) and str(reply).startswith("WRONGTYPE"):
        return False
    raise reply


def _not_found() -> SessionNotFound:
    return SessionNotFound("There is no such session: it may have expired. Reload the list.")


def _sentence(error: redis.exceptions.RedisError, location: str) -> str:
    """A sentence that says what to do about an error of Redis, without the text of the error."""
    if isinstance(error, (redis.exceptions.AuthenticationError, redis.exceptions.NoPermissionError)):
        return f"Redis at {location} refuses the password: set REDIS_PASSWORD or REDIS_URL."
    if isinstance(error, redis.exceptions.ReadOnlyError):
        return f"Redis at {location} is a read-only replica: connect to its primary to change sessions."
    if isinstance(error, redis.exceptions.OutOfMemoryError):
        return f"Redis at {location} is out of memory: free some, or raise its maxmemory."
    if isinstance(error, redis.exceptions.BusyLoadingError):
        return f"Redis at {location} is still loading its data: it will be back in a moment."
    if isinstance(error, redis.exceptions.TimeoutError):
        return f"Redis at {location} does not answer in time: it is tried again with the next request."
    if isinstance(error, redis.exceptions.ConnectionError):
        return f"Redis at {location} does not answer: start it, or set REDIS_URL or REDIS_HOST."
    return f"Redis at {location} refused a command: see the player's log for what it said."


redis_manager = RedisManager()
"""The manager for the settings of the environment. It reads them and connects on first use."""
