"""Runs the player with its private Redis and demo sessions, and stops them together."""

from __future__ import annotations

import http.client
import json
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

from sambanova.errors import SettingsError
from sambanova.places import APPLICATION
from sambanova.redis_manager import RedisManager, RedisStatus
from sambanova.settings import Settings, environment
from sambanova.start import first_look, private_redis
from sambanova.start.children import Children, python_program
from sambanova.start.processes import on_signals
from sambanova.start.terminal import Checklist
from sambanova.web.port import check_port, local_host, url_of

_PLAYER, _DEMO = "player", "demo sessions"
_READY_TIMEOUT = 60.0  # seconds; the first start on a slow machine loads all libraries from disk
_POLL_INTERVAL = 0.1  # seconds between two checks of the child processes
_PROBE = "/api/openapi.json"  # is answered without Redis, which may be silent for seconds
_REDIS_VARIABLES = ("REDIS_URL", "REDIS_HOST", "REDIS_PORT")
_APP_VARIABLES = (
    *("AUDIO_KEYS", "SESSION_KEY_PREFIX", "AUDIO_BUFFER_FIELD"),
    *("REDIS_CA_FILE", "REDIS_CERT_FILE", "REDIS_KEY_FILE", "REDIS_READ_REPLICAS"),
)


class _Stopped(Exception):
    """The player cannot run any longer; the message says why."""


@dataclass(frozen=True)
class RedisChoice:
    """Which Redis the player uses.

    private: a private server with demo sessions. configured: the settings name a server.
    answers: that server, or the one at the default address, answers. message: why the configured one
    cannot be used, and what to do; None if it answers.
    """

    private: bool
    configured: bool = False
    answers: bool = False
    message: str | None = None


def choose_redis(settings: Settings, demo: bool, environ: Mapping[str, str] | None = None) -> RedisChoice:
    """Chooses the configured Redis, else one that answers at the default address, else a private one.

    Raises SettingsError for an option in REDIS_URL that there is not.
    demo: always choose a private one. environ: by default the environment and the file `.env`.
    """
    if demo:
        return RedisChoice(private=True)
    if environ is None:
        environ = environment()
    configured = any(environ.get(name, "").strip() for name in _REDIS_VARIABLES)
    if configured:
        status = _configured_status(settings)
        return RedisChoice(False, configured=True, answers=status.available, message=status.message)
    answers = private_redis.answers(settings.redis_host, settings.redis_port)
    return RedisChoice(private=not answers, answers=answers)


def _configured_status(settings: Settings) -> RedisStatus:
    manager = RedisManager(settings)
    try:
        manager.check_settings()
        return manager.status()
    finally:
        manager.close()


class Supervisor:
    """Starts the child processes, prints the address of the page, and stops everything on a signal."""

    def __init__(self, settings: Settings, checklist: Checklist) -> None:
        self._settings = settings
        self._checklist = checklist
        self._stop_requested = threading.Event()
        self._generated_token = (
            None if settings.access_token or settings.is_loopback else _token_for(settings)
        )

    def run(self, redis_server: str | None, open_page: bool) -> int:
        """Runs the player until a signal arrives; returns the exit status.

        redis_server: path of the server program for a private Redis with demo sessions; None uses
        the configured Redis. open_page: opens the page in a browser. The status is 0 after a signal
        and 1 when a process could not start or exited by itself.
        """
        try:
            check_port(self._settings)
        except SettingsError as error:
            self._checklist.failed("Port", str(error))
            return 1
        on_signals(("SIGINT", "SIGTERM", "SIGHUP"), self._on_signal)
        with Children() as children:
            try:
                self._serve(children, redis_server)
                page = f"{self.url}/?token={self._generated_token}" if self._generated_token else self.url
                self._checklist.say(f"\n  {page}\n  Press Ctrl-C to stop.\n")
                if open_page and _has_display():
                    threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()
                self._watch(children)
            except _Stopped as error:
                if not self._stop_requested.is_set():
                    self._checklist.say(f"\n  {error}")
                    return 1
        return 0

    @property
    def url(self) -> str:
        """The address of the page."""
        return url_of(self._settings)

    def _serve(self, children: Children, redis_server: str | None) -> None:
        """Starts the private Redis and the player, waits until it answers, then starts the demo sessions."""
        environment = {"HOST": self._settings.host, "PORT": str(self._settings.port), "PYTHONSAFEPATH": ""}
        if self._generated_token:
            environment["ACCESS_TOKEN"] = self._generated_token
        if redis_server:
            try:
                environment["REDIS_URL"] = private_redis.start_private_redis(children, redis_server)
            except private_redis.PrivateRedisError as error:
                raise _Stopped(str(error)) from error
            environment.update(dict.fromkeys(_APP_VARIABLES, ""))  # which are about the Redis of an app
        children.start(_PLAYER, python_program(APPLICATION), environment)
        self._wait_until_ready(children)
        if redis_server:
            children.start(_DEMO, python_program("-m", "sambanova.demo"), environment)
        else:
            first_look.report(self._ask, self._checklist)

    def _wait_until_ready(self, children: Children) -> None:
        deadline = time.monotonic() + _READY_TIMEOUT
        while self._fetch(_PROBE) is None:
            self._check(children)
            if time.monotonic() > deadline:
                raise _Stopped(f"The player does not answer at {self.url}: see its output above.")
            time.sleep(0.03)

    def _watch(self, children: Children) -> None:
        """Returns when a stop is requested; raises _Stopped when a process exits before that."""
        while not self._stop_requested.wait(_POLL_INTERVAL):
            self._check(children)

    def _check(self, children: Children) -> None:
        if self._stop_requested.is_set():
            raise _Stopped("A signal stopped the player.")
        for name, status in children.ended().items():
            if name != _DEMO:  # the player works without the demo sessions
                raise _Stopped(
                    f"The {name} exited unexpectedly (exit status {status}): see its output above."
                )

    def _ask(self, path: str) -> dict[str, Any] | None:
        """The JSON answer of the player; None if it refuses, or a stop is requested."""
        found = None if self._stop_requested.is_set() else self._fetch(path)
        if found is None or found[0] != http.client.OK:
            return None
        answer: dict[str, Any] = json.loads(found[1])
        return answer

    def _fetch(self, path: str) -> tuple[int, bytes] | None:
        """The status and body of an answer of the player; None if it does not answer."""
        token = self._settings.access_token or self._generated_token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        connection = http.client.HTTPConnection(local_host(self._settings), self._settings.port, timeout=2)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stop_requested.set()


def _token_for(settings: Settings) -> str | None:
    """A new access token for a player that other machines can reach."""
    from sambanova.web.access import with_token

    return with_token(settings).access_token


def _has_display() -> bool:
    """Whether this machine has a display on which to open a browser."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
