"""The only room that talks to Redis: sessions in, base64 text in, little out.

Check a set-up with:

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

CONNECT_TIMEOUT = 1.0  # seconds; a Redis that is gone must not keep a request waiting
REPLY_TIMEOUT = 5.0  # seconds between two pieces of a reply
POOL_WAIT = 2.0  # seconds to wait for a free connection
MAX_CONNECTIONS = 64
SCAN_COUNT = 1000  # keys a SCAN step; at this size Redis answers a step in about a millisecond
_KEYS_AT_ONCE = 500  # that are asked about before the answers are read

_KEY_MISSING = -2  # what TTL answers for a key that is not there
# A script, as one step: `EXPIRE ... GT` does the same only from Redis 7 on, and WATCH may fail for ever
# on a call that is being recorded. It answers what the key had left before, in milliseconds.
_EXTEND = """
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return -2 end
local left = redis.call('PTTL', KEYS[1])
if left >= 0 and left < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return left
"""

# Bytes of a key that are not UTF-8 stand in the session id as private-use characters, so that
# every id is text that JSON and URLs can carry, and leads back to its key. Where a key holds such
# a character itself, each of its bytes is shown so.
_RAW_BYTES_IN = {0xF700 + byte: 0xDC00 + byte for byte in range(0x80, 0x100)}
_RAW_BYTES_OUT: dict[int, int | str] = {
    **{escaped: shown for shown, escaped in _RAW_BYTES_IN.items()},
    **{shown: "".join(chr(0xF700 + byte) for byte in chr(shown).encode()) for shown in _RAW_BYTES_IN},
}


@dataclass(frozen=True, slots=True)
class RedisStatus:
    """How Redis does: `message` says why when it is not available, for a person to read."""

    available: bool
    latency_ms: float | None = None
    used_memory_bytes: int | None = None
    message: str | None = None


class RedisManager:
    """Sessions and their audio in Redis, over one connection pool.

    It connects on first use and recovers by itself when Redis comes back. Every method raises
    RedisUnavailable when Redis does not answer, and SessionNotFound when there is no such session.
    Without `settings` those of the environment count, read on first use.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._given_settings = settings
        self._client: redis.Redis | None = None
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """The settings in force. Raises SettingsError."""
        if self._given_settings is None:
            self._given_settings = Settings.from_environment()
        return self._given_settings

    def check_settings(self) -> None:
        """Raises SettingsError when no connection can be made with the settings; it opens none."""
        self._connected_client()

    def is_available(self) -> bool:
        """Whether Redis answers, now."""
        return self.status().available

    def status(self) -> RedisStatus:
        """Asks Redis how it does; never raises for a Redis that does not answer."""
        try:
            with self._redis() as client:
                if not client.ping():  # connects; the time counts from here on
                    raise ValueError("no PONG")
                started = time.perf_counter()
                client.ping()
                latency = (time.perf_counter() - started) * 1000
        except RedisUnavailable as error:
            return RedisStatus(available=False, message=str(error))
        return RedisStatus(True, round(latency, 2), self._used_memory())

    def _used_memory(self) -> int | None:
        """Bytes that Redis uses, or None where the server does not tell (INFO may be forbidden)."""
        try:
            with self._redis() as client:
                memory = client.info("memory")
        except RedisUnavailable:
            return None
        return int(memory["used_memory"]) if "used_memory" in memory else None

    def list_sessions(self) -> list[Session]:
        """All sessions, in no particular order, without reading any audio.

        Keys that are no hashes, or that expire meanwhile, are left out.
        """
        with self._redis() as client:
            found = client.scan_iter(match=self._key_pattern(), count=SCAN_COUNT)
            return self._summaries(client, list(dict.fromkeys(found)))  # SCAN may return a key more than once

    def session(self, session_id: str) -> Session:
        """One session's summary."""
        with self._redis() as client:
            found = self._summaries(client, [self._key(session_id)])
        if not found:
            raise _not_found()
        return found[0]

    def read(self, session_id: str, wants_audio: Callable[[Session], bool]) -> StoredSession:
        """A session as it is stored at one moment.

        wants_audio: decides from the summary whether the audio is read too. The first round trip asks
        for the summary and the names of the fields, the second reads all of them at once. Raises
        BufferTooLarge before it reads more than `AUDIO_MAX_BUFFER_MB` allows.
        """
        key, audio_field = self._key(session_id), self.settings.audio_buffer_field.encode()
        with self._redis() as client:
            summary, names = self._look(client, session_id)
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

    def _look(self, client: redis.Redis, session_id: str) -> tuple[Session, list[bytes]]:
        """The summary of a session and the names of its fields, in one round trip."""
        key = self._key(session_id)
        with client.pipeline(transaction=True) as pipe:
            pipe.hmget(key, list(SUMMARY_FIELDS))
            pipe.hstrlen(key, self.settings.audio_buffer_field)
            pipe.ttl(key)
            pipe.hkeys(key)
            values, length, ttl, names = pipe.execute(raise_on_error=False)
        if not all(map(_answered, (values, length, ttl, names))) or ttl == _KEY_MISSING:
            raise _not_found()
        return summary_of(session_id, values, length, ttl), names

    def _check_size(self, length: int) -> None:
        """Raises BufferTooLarge. length: characters of base64."""
        # Base64 is 4/3 of its bytes; the rest leaves room for line breaks and prefixes.
        if length > self.settings.max_buffer_bytes * 3 // 2:
            raise BufferTooLarge(
                f"The session holds {length / 2**20:.0f} MB of base64; raise AUDIO_MAX_BUFFER_MB to open it."
            )

    def fields(self, session_id: str) -> dict[str, str]:
        """All fields of a session but the audio, as text; undecodable bytes are replaced."""
        return self.read(session_id, lambda _: False).fields

    def read_audio(self, session_id: str) -> bytes:
        """The stored base64 text; empty when nothing was recorded. Raises BufferTooLarge."""
        return self.read(session_id, lambda _: True).audio

    def watch(self, session_id: str) -> SessionWatch | None:
        """Watches a session from now on, for whoever reads it next; None where Redis does not allow it."""
        key = self._key(session_id)
        with self._redis() as client:
            try:
                return SessionWatch(client.connection_pool, key)
            except redis.exceptions.ResponseError:
                return None

    def audio_lengths(self, session_ids: list[str]) -> dict[str, int]:
        """How many base64 characters each of the sessions holds, in one round trip."""
        with self._redis() as client, client.pipeline(transaction=False) as pipe:
            for session_id in session_ids:
                pipe.hstrlen(self._key(session_id), self.settings.audio_buffer_field)
            lengths = pipe.execute(raise_on_error=False)
        return {
            session_id: length
            for session_id, length in zip(session_ids, lengths, strict=True)
            if _answered(length)
        }

    def delete(self, session_id: str) -> None:
        """Removes a session with its audio."""
        key = self._key(session_id)
        with self._redis() as client:
            if not _is_session(client, key) or not client.delete(key):
                raise _not_found()

    def extend(self, session_id: str, seconds: int) -> int | None:
        """Lets a session live for at least `seconds` from now on; one that lives longer is left alone.

        Returns its time to live in seconds, None where it has no end.
        """
        with self._redis() as client:
            left = int(client.eval(_EXTEND, 1, self._key(session_id), seconds * 1000))
        if left == _KEY_MISSING:
            raise _not_found()
        return None if left == NO_EXPIRY else max(seconds, round(left / 1000))

    def write(self, session_id: str, fields: Mapping[str, str | bytes], ttl: int | None = None) -> None:
        """Sets fields of a session, and its time to live in seconds where one is given.

        The player itself never writes audio; demo sessions and tests do.
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
        """The client, with its errors turned into ours."""
        client = self._connected_client()
        try:
            yield client
        except redis.exceptions.RedisError as error:
            log.warning("Redis at %s: %s: %r", self.settings.redis_location, type(error).__name__, str(error))
            raise RedisUnavailable(_sentence(error, self.settings.redis_location)) from error
        except (TypeError, ValueError, LookupError, AttributeError) as error:
            # Replies of another kind than these commands have, perhaps those to other questions.
            log.warning("Redis at %s answers nonsense: %r", self.settings.redis_location, error)
            self.close()
            raise RedisUnavailable(
                f"Redis at {self.settings.redis_location} does not answer as Redis does: "
                "look at what listens there, or set REDIS_URL or REDIS_HOST."
            ) from error

    def _connected_client(self) -> redis.Redis:
        """The one client, made on first use. It opens sockets only when it is asked something."""
        with self._lock:
            if self._client is None:
                self._client = redis.Redis(connection_pool=self._new_pool())
            return self._client

    def _new_pool(self) -> redis.BlockingConnectionPool:
        """A pool that is known to make connections of its options, which may come from a URL."""
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
            # With the newer one redis-py takes up again a connection on which an answer is left over.
            "protocol": 2,
            # A connection that Redis closed while it lay idle is tried once more on a new one.
            "retry": Retry(NoBackoff(), 1, supported_errors=(redis.exceptions.ConnectionError,)),
        }
        if settings.redis_url:
            if not settings.redis_url.startswith("unix:"):
                options["socket_connect_timeout"] = CONNECT_TIMEOUT
            return redis.BlockingConnectionPool.from_url(settings.redis_url, **options)
        return redis.BlockingConnectionPool(  # type: ignore[no-untyped-call]  # as redis-py has it
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
        """The glob of all session keys, the prefix taken literally."""
        prefix = self.settings.session_key_prefix
        return "".join(f"\\{char}" if char in "*?[]^\\" else char for char in prefix).encode() + b"*"

    def _summaries(self, client: redis.Redis, keys: list[bytes]) -> list[Session]:
        """The sessions behind `keys`; what is not there or no hash is left out.

        Ten thousand sessions take thirty thousand commands, with each of which redis-py's own pipeline
        is busy several times as long as Redis. So the commands are packed and sent here, some while
        Redis answers the ones before.
        """
        connection = client.connection_pool.get_connection()
        try:
            return connection.retry.call_with_retry(
                lambda: list(self._asked(connection, keys)), lambda _: _hang_up(connection)
            )
        except BaseException:  # answers may be left over, which belong to nobody else
            _hang_up(connection)
            raise
        finally:
            client.connection_pool.release(connection)

    def _asked(self, connection: AbstractConnection, keys: list[bytes]) -> Iterator[Session]:
        batches = [keys[start : start + _KEYS_AT_ONCE] for start in range(0, len(keys), _KEYS_AT_ONCE)]
        for batch, following in itertools.pairwise([[], *batches, []]):
            if following:
                _send(connection, self._questions(following))
            for key in batch:
                values, length, ttl = _reply(connection), _reply(connection), _reply(connection)
                if _answered(values) and _answered(length) and _answered(ttl) and ttl != _KEY_MISSING:
                    yield summary_of(self._session_id(key), values, length, ttl)

    def _questions(self, keys: list[bytes]) -> bytes:
        """The three commands for each key, as they go over the wire."""
        audio_field = self.settings.audio_buffer_field
        return b"".join(
            hiredis.pack_command(command)  # type: ignore[arg-type]  # its stub knows tuples of one
            for key in keys
            for command in (("HMGET", key, *SUMMARY_FIELDS), ("HSTRLEN", key, audio_field), ("TTL", key))
        )


class SessionWatch:
    """Knows whether a session was written to since the watch began, without reading it again.

    Redis keeps account of that itself: it refuses a transaction on a connection whose watched key was
    changed, replaced, deleted or has expired. A watch holds one connection until it is closed.
    """

    def __init__(self, pool: redis.ConnectionPool, key: bytes) -> None:
        """Begins the watch. Raises redis.exceptions.RedisError."""
        self._pool = pool
        self._key = key
        self._lock = threading.Lock()
        self._connection: redis.Connection | None = self._begin()

    def is_unchanged(self) -> bool:
        """Whether nothing was written until now. False also where that is not known, then and ever after."""
        with self._lock:
            watching, self._connection = self._connection, None
            if watching is None:
                return False
            following = None
            try:
                # The next watch begins before this one ends, so that nothing is missed in between.
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
        """Ends a connection, and what it watches, before others get it."""
        if connection is not None:
            _hang_up(connection)
            self._pool.release(connection)


_EMPTY_TRANSACTION = b"*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nEXEC\r\n"


def _send(connection: AbstractConnection, packed: bytes) -> None:
    connection.send_packed_command([packed])  # type: ignore[no-untyped-call]  # as redis-py has it


def _hang_up(connection: AbstractConnection) -> None:
    connection.disconnect()  # type: ignore[no-untyped-call]  # as redis-py has it


def _reply(connection: AbstractConnection) -> Any:
    """The next answer; a refused command's is the error."""
    try:
        return connection.read_response()
    except redis.exceptions.ResponseError as error:
        return error


def _is_session(client: redis.Redis, key: bytes) -> bool:
    """Whether there is a session behind `key`, and not something else that must be left alone."""
    return bool(client.type(key) == b"hash")


def _answered(reply: Any) -> bool:
    """Whether a reply in a pipeline is one: a key of another type is no session, but a failure is raised."""
    if not isinstance(reply, Exception):
        return True
    if isinstance(reply, redis.exceptions.ResponseError) and str(reply).startswith("WRONGTYPE"):
        return False
    raise reply


def _not_found() -> SessionNotFound:
    return SessionNotFound("There is no such session: it may have expired. Reload the list.")


def _sentence(error: redis.exceptions.RedisError, location: str) -> str:
    """What to do about an error of Redis, without its own text."""
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
"""The instance made from the environment; it reads the settings and connects on first use."""
