"""Serves the application with gunicorn, or with the server of Werkzeug where gunicorn cannot run.

A process has many threads and keeps its playbacks and sockets in memory. Several share a message queue.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sambanova.errors import SettingsError
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from sambanova.system_calls import copy_of_stderr, raise_open_files
from sambanova.web.access import with_token
from sambanova.web.port import check_port, url_of
from sambanova.web.worker import worker_class

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

THREADS = 768  # started when needed: one for each open page, for its socket, and for each request
_MAX_CONNECTIONS = 2048  # most of them idle
_MAX_OPEN_FILES = 4096  # requested from the system
_OTHER_FILES = 256  # for Redis, decoders and the device
_SHUTDOWN_TIMEOUT = 1  # seconds for requests in progress to finish
_KEEPALIVE_TIMEOUT = 15  # seconds; a browser sends many small requests in a row
_MAX_REQUEST_LINE = 8190  # bytes; a percent-encoded session id takes three for each byte


class _OneLineFormatter(logging.Formatter):
    """Escapes control characters, so that text from outside cannot forge log lines. Tracebacks stay."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        record.message = record.message.translate(_CONTROL_CHARACTERS)
        return super().formatMessage(record)


_CONTROL_CHARACTERS = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)}


def set_up_logging(debug: bool) -> None:
    """Logs to the terminal.

    The log uses a duplicate of descriptor 2, because descriptor 2 itself is silenced while the audio
    libraries print on it (see `speaker.portaudio.quiet_stderr`).
    """
    terminal = copy_of_stderr()
    handler = logging.StreamHandler(terminal) if terminal else logging.NullHandler()
    handler.setFormatter(_OneLineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if debug else logging.INFO, handlers=[handler], force=True)
    for chatty in ("engineio", "socketio", "werkzeug", "libav"):
        logging.getLogger(chatty).setLevel(logging.INFO if debug else logging.WARNING)


def shared_by_workers(settings: Settings) -> Settings:
    """The settings, with what several processes need to be one player: a key for cookies, and a queue.

    The queue is the Redis of the sessions if none is set; it holds no key. Raises SettingsError if that one
    is no single server.
    """
    if settings.workers == 1:
        return settings
    queue = settings.socketio_message_queue
    if queue is None:
        queue = _queue_of(settings)
    return replace(
        settings, secret_key=settings.secret_key or secrets.token_hex(32), socketio_message_queue=queue
    )


def _queue_of(settings: Settings) -> str:
    """The URL of the one Redis server that the settings name."""
    if settings.redis_url:
        if not settings.redis_url.startswith(("redis://", "rediss://")) or settings.redis_tls_files:
            raise SettingsError(
                "WORKERS needs SOCKETIO_MESSAGE_QUEUE: the redis:// address of one server for their events."
            )
        return settings.redis_url
    user = quote(settings.redis_username or "", safe="")
    password = quote(settings.redis_password or "", safe="")
    login = f"{user}:{password}@" if user or password else ""
    return f"redis://{login}{settings.redis_host}:{settings.redis_port}/{settings.redis_db}"


CreateApp = Callable[[Settings], "Flask"]
"""Creates the application. Called in the process that serves it."""


def serve(create_app: CreateApp) -> int:
    """Serves the application on HOST:PORT until Ctrl-C or SIGTERM; returns the exit status.

    The settings come from the environment; a bad one is printed, and the status is 1.
    """
    try:
        configured = Settings.from_environment()
        settings = shared_by_workers(with_token(configured))
        RedisManager(settings).check_settings()
        check_port(settings)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    set_up_logging(settings.flask_debug)
    if settings.access_token != configured.access_token:
        # Printed once, not logged: others may read the log.
        sys.stderr.write(f"Open {url_of(settings)}/?token={settings.access_token}\n")
    if settings.flask_debug or not _have_gunicorn():
        _serve_with_werkzeug(create_app, settings)
    else:
        _serve_with_gunicorn(create_app, settings)
    return 0


def _have_gunicorn() -> bool:
    """Whether gunicorn can run here; on Windows it cannot."""
    try:
        import gunicorn.app.base  # noqa: F401
    except ImportError:
        return False
    return True


def _serve_with_werkzeug(create_app: CreateApp, settings: Settings) -> None:
    app = create_app(settings)
    log.info("Audio Stream Player at %s/", url_of(settings))
    _warm_up(app)
    try:
        app.extensions["socketio"].run(
            app,
            host=settings.host,
            port=settings.port,
            debug=settings.flask_debug,
            use_reloader=settings.flask_debug,
            allow_unsafe_werkzeug=True,
        )
    finally:
        app.extensions["audio_stream_player"].close()


def _serve_with_gunicorn(create_app: CreateApp, settings: Settings) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    under_nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

    class Log(Logger):  # type: ignore[misc]  # gunicorn has no types
        """Sends the messages of gunicorn to the log of the player."""

        def setup(self, cfg: Any) -> None:
            self.error_log.propagate = True
            self.error_log.setLevel(logging.WARNING)

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn, configured here instead of by its own files and options."""

        def load_config(self) -> None:
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            connections = _max_connections()
            options = {
                "bind": f"{host}:{settings.port}",
                "workers": settings.workers,
                "worker_class": worker_class(),
                "threads": min(THREADS, connections * 5 // 6),  # the others may stay open, idle
                "worker_connections": connections,
                "graceful_timeout": _SHUTDOWN_TIMEOUT,
                "keepalive": _KEEPALIVE_TIMEOUT,
                "forwarded_allow_ips": "",  # proxies are the business of the access control
                "limit_request_line": _MAX_REQUEST_LINE,
                "sendfile": False,  # sendfile would wait for slow clients without a limit
                "logger_class": Log,
                "proc_name": "audio-stream-player",
                "when_ready": self.when_ready,
                "post_worker_init": self.close_sockets_on_signals,
                "worker_exit": self.close_and_exit,
                "control_socket_disable": True,  # it would create a file in the home folder of the user
            }
            for name, value in options.items():
                if name in self.cfg.settings:  # older versions of gunicorn have no control socket
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            """Creates the application, in the worker process."""
            self.app: Flask = create_app(settings)
            _warm_up(self.app)
            return self.app

        def when_ready(self, server: Any) -> None:
            """Makes SIGHUP end the server, as it ends other programs whose terminal is closed.

            Gunicorn reloads on it and would keep the port. Under nohup it stays ignored.
            """
            signal.signal(signal.SIGHUP, signal.SIG_IGN if under_nohup else _terminate)
            log.info("Audio Stream Player at %s/", url_of(settings))

        def close_sockets_on_signals(self, worker: Any) -> None:
            """Closes the sockets on a signal, so that gunicorn does not wait for them."""
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the server tells the worker to end
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                previous = signal.getsignal(number)

                def handle(number: int, frame: Any, previous: Any = previous) -> None:
                    # In a thread, because a signal handler must not wait for locks.
                    threading.Thread(target=_close_sockets, args=(self.app,), daemon=True).start()
                    previous(number, frame)

                signal.signal(number, handle)

        def close_and_exit(self, server: Any, worker: Any) -> None:
            """Closes the player and exits without waiting for threads that hang."""
            if hasattr(self, "app"):  # otherwise gunicorn has reported why the application failed to load
                self.app.extensions["audio_stream_player"].close()
                logging.shutdown()
                os._exit(0)

    Server().run()


def _warm_up(app: Flask) -> None:
    """Prepares what the first client would wait for, while the server begins to answer."""
    threading.Thread(
        target=app.extensions["audio_stream_player"].warm_up, name="warm up", daemon=True
    ).start()


def _terminate(number: int, frame: Any) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _max_connections() -> int:
    """Raises the limit of open files and returns how many connections leave `_OTHER_FILES` of them, or half.

    By default systems allow 1024 open files, macOS 256. Redis, decoders and the device need some too.
    """
    files = raise_open_files(_MAX_OPEN_FILES)
    return _MAX_CONNECTIONS if files is None else min(_MAX_CONNECTIONS, max(files - _OTHER_FILES, files // 2))


def _close_sockets(app: Flask) -> None:
    """Closes the connections of all Socket.IO clients."""
    for client in list(app.extensions["socketio"].server.eio.sockets.values()):
        client.close(wait=False)
