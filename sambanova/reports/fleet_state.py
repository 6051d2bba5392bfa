"""What is known of a diagnosis that many workers share, in the Redis of their queue.

A key named after the command holds the name of its run, of which there are these:

    plan     a list of the ids of each batch, as JSON
    options  what the app declares about headerless sound, and whether waveforms are drawn
    results  of each session, by the numbers of its batch and of its place in it
    tries    how often a worker began with a session
    done     the numbers of batches of which all results are there
    lease:N  who works on batch N, as long as it lives

Nothing of the audio is in it but the columns of a waveform for a report that draws them.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import redis

from sambanova.errors import RedisUnavailable

LEASE_SECONDS = 4.0  # after which a worker that does not renew its lease counts as dead
_RENEW_SECONDS = 1.0
_KEPT_SECONDS = 7 * 24 * 3600  # an interrupted run can be continued for so long
_BATCHES_AT_ONCE = 500  # that are written together
_PREFIX = "audio-player-diagnose:"
_NAMES = ("plan", "options", "results", "tries", "done")

PASSED_OVER = b"-"
"""In place of a result: the session may not be opened, or was gone."""

_IF_MINE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call({}) end return 0"
_RENEW = _IF_MINE.format("'PEXPIRE', KEYS[1], ARGV[2]")
_RELEASE = _IF_MINE.format("'DEL', KEYS[1]")


@contextmanager
def queue_errors() -> Iterator[None]:
    """Raises errors of the queue's Redis inside the context as RedisUnavailable."""
    try:
        yield
    except redis.exceptions.RedisError as error:
        raise RedisUnavailable(
            "The Redis of the queue does not answer or refuses: run the command again to go on, "
            "or set --queue-url."
        ) from error


class Lease:
    """The right to work on a batch, which a thread renews. is_held: False once another may have it."""

    def __init__(self, connection: Any, key: str) -> None:
        self._connection = connection
        self._key = key
        self._token = secrets.token_hex(8)
        self._ended = threading.Event()
        self.is_held = False

    def take(self) -> bool:
        """Takes the lease; returns False if another worker has it."""
        milliseconds = round(LEASE_SECONDS * 1000)
        self.is_held = bool(self._connection.set(self._key, self._token, nx=True, px=milliseconds))
        if self.is_held:
            threading.Thread(target=self._renew, name="lease", daemon=True).start()
        return self.is_held

    def _renew(self) -> None:
        renewed = time.monotonic()
        while not self._ended.wait(_RENEW_SECONDS):
            now = time.monotonic()
            try:
                is_mine = self._connection.eval(
                    _RENEW, 1, self._key, self._token, round(LEASE_SECONDS * 1000)
                )
            except redis.exceptions.RedisError:  # it may be back before the lease has ended
                is_mine = now - renewed < LEASE_SECONDS
            else:
                renewed = now
            if not is_mine:
                self.is_held = False
                return

    def release(self) -> None:
        """Gives the lease back."""
        self._ended.set()
        if self.is_held:
            self._connection.eval(_RELEASE, 1, self._key, self._token)
        self.is_held = False


class Run:
    """One diagnosis of all sessions. Workers and the command that reports have one each.

    Its methods raise redis.exceptions.RedisError.
    """

    def __init__(self, connection: Any, name: str) -> None:
        """connection: a redis.Redis. name: the same for those who work together."""
        self._connection = connection
        self.name = name

    @classmethod
    def of_command(cls, connection: Any, command: str) -> Run | None:
        """The run of a command that goes on; None without one. command: the same for the same options."""
        name = connection.get(_PREFIX + command)
        run = cls(connection, name.decode()) if name else None
        return run if run is not None and run.batches() else None

    # For the command

    @classmethod
    def begun(
        cls, connection: Any, command: str, batches: Sequence[Sequence[str]], options: dict[str, Any]
    ) -> Run:
        """A new run, with what is to be done written down. batches: of ids; at least one."""
        run = cls(connection, secrets.token_hex(8))
        for first in range(0, len(batches), _BATCHES_AT_ONCE):
            texts = [json.dumps(batch) for batch in batches[first : first + _BATCHES_AT_ONCE]]
            connection.rpush(run._key("plan"), *texts)
        connection.set(run._key("options"), json.dumps(options))
        connection.set(_PREFIX + command, run.name)  # the last, so that what is unfinished is no run
        run.keep(command)
        return run

    def batches(self) -> int:
        """The number of batches; 0 if nothing was begun."""
        return int(self._connection.llen(self._key("plan")))

    def sizes(self) -> list[int]:
        """The number of sessions in each batch."""
        return [len(json.loads(text)) for text in self._connection.lrange(self._key("plan"), 0, -1)]

    def finished(self) -> int:
        """The number of sessions with a result."""
        return int(self._connection.hlen(self._key("results")))

    def done(self) -> set[int]:
        """The batches of which all results are there."""
        return {int(number) for number in self._connection.smembers(self._key("done"))}

    def worked_on(self, numbers: Sequence[int]) -> set[int]:
        """Those of some batches that a living worker has."""
        pipe = self._connection.pipeline(transaction=False)
        for number in numbers:
            pipe.exists(self._key(f"lease:{number}"))
        return {number for number, found in zip(numbers, pipe.execute(), strict=True) if found}

    def keep(self, command: str) -> None:
        """Keeps everything for some days more."""
        for key in (_PREFIX + command, *map(self._key, _NAMES)):
            self._connection.expire(key, _KEPT_SECONDS)

    def forget(self, command: str) -> None:
        """Removes everything, after the report. Workers that still have a batch end."""
        self._connection.unlink(_PREFIX + command, *map(self._key, _NAMES))

    # For workers

    def options(self) -> dict[str, Any] | None:
        """The options of the command; None if the run has ended."""
        text = self._connection.get(self._key("options"))
        found: dict[str, Any] | None = None if text is None else json.loads(text)
        return found

    def ids(self, number: int) -> list[str]:
        """The ids of a batch; none if the run has ended."""
        text = self._connection.lindex(self._key("plan"), number)
        return [] if text is None else [str(one) for one in json.loads(text)]

    def lease(self, number: int) -> Lease:
        """The right to work on a batch, not taken yet."""
        return Lease(self._connection, self._key(f"lease:{number}"))

    def results(self, number: int, size: int) -> list[bytes | None]:
        """What is stored for each session of a batch; None for one without a result."""
        if not size:
            return []
        fields = [f"{number}.{place}" for place in range(size)]
        found: list[bytes | None] = self._connection.hmget(self._key("results"), fields)
        return found

    def try_again(self, number: int, place: int, by: int = 1) -> int:
        """Counts that a worker begins with a session; returns how often that was."""
        return int(self._connection.hincrby(self._key("tries"), f"{number}.{place}", by))

    def store(self, number: int, place: int, result: bytes) -> None:
        """Stores the result of a session. The first one stays."""
        self._connection.hsetnx(self._key("results"), f"{number}.{place}", result)
        self._connection.expire(self._key("results"), _KEPT_SECONDS)  # also of one that is forgotten

    def finish(self, number: int) -> None:
        """Says that all results of a batch are there."""
        self._connection.sadd(self._key("done"), number)
        self._connection.expire(self._key("done"), _KEPT_SECONDS)

    def _key(self, name: str) -> str:
        return f"{_PREFIX}{self.name}:{name}"
