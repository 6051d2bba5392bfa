"""Runs the player and what belongs to it, until somebody ends it: then all of it ends."""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType

from dotenv import dotenv_values

from sambanova.errors import SettingsError
from sambanova.port import check_port, local_host, url_of
from sambanova.settings import DOTENV_PATH, Settings
from sambanova.start import private_redis
from sambanova.start.children import Children, python_program
from sambanova.start.processes import on_signals
from sambanova.start.terminal import Checklist

_PLAYER, _DEMO = "player", "demo sessions"
_READY_TIMEOUT = 60.0  # seconds; a slow machine reads the libraries from disk for the first time
_LOOK_INTERVAL = 0.1  # seconds between two looks at the programs
_REDIS_VARIABLES = ("REDIS_URL", "REDIS_HOST", "REDIS_PORT")


class _Ended(Exception):
    """A program that must run has ended, or never ran; the sentence says which."""


@dataclass(frozen=True)
class RedisChoice:
    """Which Redis is used: one of our own, or the configured one, which may answer or not."""

    private: bool
    configured: bool = False
    answers: bool = False


def choose_redis(settings: Settings, demo: bool, environ: Mapping[str, str] | None = None) -> RedisChoice:
    """The configured Redis; without one that of this machine when it answers; else a private one."""
    if demo:
        return RedisChoice(private=True)
    if environ is None:
        environ = {**{name: value or "" for name, value in dotenv_values(DOTENV_PATH).items()}, **os.environ}
    configured = any(environ.get(name, "").strip() for name in _REDIS_VARIABLES)
    if configured:
        return RedisChoice(private=False, configured=True, answers=_configured_answers(settings))
    answers = private_redis.answers(settings.redis_host, settings.redis_port)
    return RedisChoice(private=not answers, answers=answers)


def _configured_answers(settings: Settings) -> bool:
    from sambanova.redis_manager import RedisManager

    manager = RedisManager(settings)
    try:
        return manager.is_available()
    finally:
        manager.close()


class Supervisor:
    """Starts the programs, says where the player is, and ends everything when told to."""

    def __init__(self, settings: Settings, checklist: Checklist) -> None:
        self._settings = settings
        self._checklist = checklist
        self._told_to_end = threading.Event()
        self._new_token = None if settings.access_token or settings.is_loopback else _token_for(settings)

    def run(self, redis_server: str | None, open_page: bool) -> int:
        """Serves until a signal, with a private Redis and demo sessions when `redis_server` is given.

        Returns the exit status: 0 when told to end, 1 when something ended by itself.
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
                page = f"{self.url}/?token={self._new_token}" if self._new_token else self.url
                self._checklist.say(f"\n  {page}\n  Ctrl-C ends it.\n")
                if open_page and _has_display():
                    threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()
                self._watch(children)
            except _Ended as error:
                if not self._told_to_end.is_set():
                    self._checklist.say(f"\n  {error}")
                    return 1
        return 0

    @property
    def url(self) -> str:
        """Where the page is."""
        return url_of(self._settings)

    def _serve(self, children: Children, redis_server: str | None) -> None:
        """Starts everything and waits until the player answers; nothing slows it down before that."""
        environment = {"HOST": self._settings.host, "PORT": str(self._settings.port)}
        if self._new_token:
            environment["ACCESS_TOKEN"] = self._new_token
        if redis_server:
            try:
                environment["REDIS_URL"] = private_redis.start_private_redis(children, redis_server)
            except private_redis.NoPrivateRedis as error:
                raise _Ended(str(error)) from error
        children.start(_PLAYER, python_program("audio_stream_player.py"), environment)
        self._wait_until_ready(children)
        if redis_server:
            children.start(_DEMO, python_program("-m", "sambanova.demo"), environment)

    def _wait_until_ready(self, children: Children) -> None:
        deadline = time.monotonic() + _READY_TIMEOUT
        while not self._answers():
            self._check(children)
            if time.monotonic() > deadline:
                raise _Ended(f"The player does not answer at {self.url}: see what it says above.")
            time.sleep(0.03)

    def _watch(self, children: Children) -> None:
        """Returns when this process is told to end; raises _Ended when a program ends before."""
        while not self._told_to_end.wait(_LOOK_INTERVAL):
            self._check(children)

    def _check(self, children: Children) -> None:
        if self._told_to_end.is_set():
            raise _Ended("Told to end.")
        for name, status in children.ended().items():
            if name != _DEMO:  # without it the player is as good
                raise _Ended(f"The {name} ended by itself (exit status {status}): see what it says above.")

    def _answers(self) -> bool:
        """Whether the player answers a request, whatever the answer is."""
        token = self._settings.access_token or self._new_token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        connection = http.client.HTTPConnection(local_host(self._settings), self._settings.port, timeout=2)
        try:
            connection.request("GET", "/api/status", headers=headers)
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._told_to_end.set()


def _token_for(settings: Settings) -> str | None:
    """A new token for a player that others can reach; the page's address is shown with it."""
    from sambanova.access import with_token

    return with_token(settings).access_token


def _has_display() -> bool:
    """Whether a browser could show something here."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
