"""The other players that share a message queue: what they play, and commands for what they play.

A playback lives in one process. Whoever gets a command for it asks all others through a channel of Redis and
knows by the number of receivers how many answers to wait for, so that no key is written and nothing is left
behind by a player that dies. Messages are JSON.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import redis

from sambanova.errors import PlayerError

log = logging.getLogger(__name__)

CHANNEL = "audio-player"
"""The prefix of all channels."""

ANSWER_SECONDS = 2.0
"""How long an answer is waited for: a device that hangs takes so long to stop."""

_CONNECT_SECONDS = 2.0
_LISTEN_SECONDS = 0.5  # between two looks at whether to end
_RETRY_SECONDS = 1.0  # until the queue is tried again
_ANSWERING = 4  # threads

Answer = Callable[[str, str, Mapping[str, Any]], Any]
"""Carries out a verb for a session with its parameters; returns JSON, None if it has nothing to say."""


@dataclass
class _Question:
    """A question that is being answered by others."""

    answers: list[Any] = field(default_factory=list)
    count: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)


class Peers:
    """Asks the other players, and answers them. Thread-safe.

    peers = Peers("redis://localhost:6379/0", answer)
    peers.ask("pause", "k3Jq8vN2cXwA")  # [{"message": "Paused.", …}]
    """

    def __init__(self, url: str, answer: Answer) -> None:
        """url: of the message queue. answer: what this player answers. It connects in the background."""
        self._client = redis.Redis.from_url(
            url, socket_connect_timeout=_CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS
        )
        self._answer = answer
        self._id = secrets.token_hex(8)
        self._questions: dict[str, _Question] = {}
        self._closing = threading.Event()
        self._workers = ThreadPoolExecutor(_ANSWERING, "peer")
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="peers", daemon=True)
        self._thread.start()

    def wait_until_listening(self, seconds: float) -> bool:
        """Waits until others can ask this player; whether they can."""
        return self._listening.wait(seconds)

    def ask(self, verb: str, session_id: str = "", parameters: Mapping[str, Any] | None = None) -> list[Any]:
        """The answers of the players that have one; none if the queue does not answer.

        Raises the PlayerError of a player that carried the verb out in vain.
        """
        number = secrets.token_hex(8)
        question = self._questions[number] = _Question()
        message = {
            "from": self._id,
            "number": number,
            "verb": verb,
            "session_id": session_id,
            "parameters": dict(parameters or {}),
        }
        try:
            others = int(self._client.publish(f"{CHANNEL}:ask", json.dumps(message))) - 1
            with question.changed:
                question.changed.wait_for(lambda: question.count >= others, ANSWER_SECONDS)
                answers = list(question.answers)
        except redis.exceptions.RedisError as error:
            log.warning("the message queue does not answer: %r", str(error))
            return []
        finally:
            del self._questions[number]
        for answer in answers:
            if "error" in answer:
                raise _error_of(answer)
        return [answer["answer"] for answer in answers if answer.get("answer") is not None]

    def close(self) -> None:
        """Ends the connection and the threads."""
        self._closing.set()
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._thread.join(2 * _LISTEN_SECONDS)
        with suppress(redis.exceptions.RedisError):
            self._client.close()

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                with self._client.pubsub() as subscription:  # type: ignore[no-untyped-call]
                    subscription.subscribe(f"{CHANNEL}:ask", f"{CHANNEL}:answers:{self._id}")
                    while not self._closing.is_set():
                        message = subscription.get_message(timeout=_LISTEN_SECONDS)
                        if message is not None:
                            self._take(message)
            except (redis.exceptions.RedisError, OSError) as error:
                self._listening.clear()
                log.warning("the message queue is away: %r", str(error))
                self._closing.wait(_RETRY_SECONDS)

    def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "subscribe":
            self._listening.set()
        if message["type"] != "message":
            return
        try:
            told = json.loads(message["data"])
            if message["channel"] == f"{CHANNEL}:ask".encode():
                if told["from"] != self._id:
                    self._workers.submit(self._reply, told)
            elif (question := self._questions.get(told["number"])) is not None:
                with question.changed:
                    question.count += 1
                    question.answers.append(told)
                    question.changed.notify_all()
        except (ValueError, KeyError, TypeError):  # others may write there, too
            log.warning("a message in the queue is none of a player")

    def _reply(self, told: Mapping[str, Any]) -> None:
        reply: dict[str, Any] = {"number": told["number"]}
        try:
            reply["answer"] = self._answer(told["verb"], told["session_id"], told["parameters"])
        except PlayerError as error:
            reply |= {"error": error.code, "message": str(error)}
        except Exception:  # the other player waits for an answer
            log.exception("A command of another player failed")
            reply["answer"] = None
        with suppress(redis.exceptions.RedisError):
            self._client.publish(f"{CHANNEL}:answers:{told['from']}", json.dumps(reply))


class SharedPlaybacks:
    """What the others play, asked for at most once a second."""

    def __init__(self, peers: Peers) -> None:
        self._peers = peers
        self._lock = threading.Lock()
        self._known: list[dict[str, Any]] = []
        self._asked_at = -float("inf")

    def all(self) -> list[dict[str, Any]]:
        """The playbacks of all others, as the API sends them."""
        with self._lock:
            if time.monotonic() - self._asked_at > 1:
                self._known = [each for answer in self._peers.ask("playbacks") for each in answer]
                self._asked_at = time.monotonic()
            return list(self._known)


def _error_of(answer: Mapping[str, Any]) -> PlayerError:
    """The error that another player told."""
    known = {kind.code: kind for kind in PlayerError.__subclasses__()}
    return known.get(answer["error"], PlayerError)(str(answer.get("message", "")))
