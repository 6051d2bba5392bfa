"""Serves the application: gunicorn where it runs, Werkzeug's server otherwise.

One process with threads, as the playbacks and the sockets live in it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from sambanova.access import with_token
from sambanova.errors import SettingsError
from sambanova.port import check_port, url_of
from sambanova.redis_manager import RedisManager
from sambanova.settings import Settings
from sambanova.slow_clients import patient_worker

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger(__name__)

THREADS = 128  # each open page holds one for its socket, each request another for a moment
_CONNECTIONS = 10 * THREADS  # at a time, most of them idle
_FILES = 4096  # that the process would like to have open
_SHUTDOWN_SECONDS = 1  # that requests under way get when the server is told to end
_KEEPALIVE_SECONDS = 15  # a browser asks for many small things in a row
_LONGEST_REQUEST_LINE = 8190  # bytes; a long session id takes three a byte in a URL


class _OneLineFormatter(logging.Formatter):
    """One record is one line, whatever text from outside it holds; tracebacks stay as they are."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        record.message = record.message.translate(_CONTROL_CHARACTERS)
        return super().formatMessage(record)


_CONTROL_CHARACTERS = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)}


def set_up_logging(debug: bool) -> None:
    """Sends the log to the terminal.

    It goes to a descriptor of its own: the audio libraries print on descriptor 2 whatever they like,
    which is silenced while they do (see `playback`).
    """
    terminal = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    handler = logging.StreamHandler(terminal)
    handler.setFormatter(_OneLineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if debug else logging.INFO, handlers=[handler], force=True)
    for chatty in ("engineio", "socketio", "werkzeug", "libav"):
        logging.getLogger(chatty).setLevel(logging.INFO if debug else logging.WARNING)


def main() -> int:
    """Serves on HOST:PORT until Ctrl-C or SIGTERM; returns the exit status."""
    try:
        given = Settings.from_environment()
        settings = with_token(given)
        RedisManager(settings).check_settings()
        check_port(settings)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    set_up_logging(settings.flask_debug)
    if settings is not given:
        # Once, and not into the log, which may be kept and read by others.
        sys.stderr.write(f"Open {url_of(settings)}/?token={settings.access_token}\n")
    if settings.flask_debug or not _have_gunicorn():
        _serve_with_werkzeug(settings)
    else:
        _serve_with_gunicorn(settings)
    return 0


def _have_gunicorn() -> bool:
    """Whether gunicorn can run here; on Windows it cannot."""
    try:
        import gunicorn.app.base  # noqa: F401
    except ImportError:
        return False
    return True


def _serve_with_werkzeug(settings: Settings) -> None:
    from audio_stream_player import create_app

    app = create_app(settings)
    log.info("Audio Stream Player at %s/", url_of(settings))
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


def _serve_with_gunicorn(settings: Settings) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    class Log(Logger):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn's messages in the player's log."""

        def setup(self, cfg: Any) -> None:
            self.error_log.propagate = True
            self.error_log.setLevel(logging.WARNING)

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn, set up from here instead of from its own files and options."""

        def load_config(self) -> None:
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            options = {
                "bind": f"{host}:{settings.port}",
                "workers": 1,
                "worker_class": patient_worker(),
                "threads": THREADS,
                "worker_connections": _room_for_connections(),
                "graceful_timeout": _SHUTDOWN_SECONDS,
                "keepalive": _KEEPALIVE_SECONDS,
                "forwarded_allow_ips": "",  # proxies are the business of the access control
                "limit_request_line": _LONGEST_REQUEST_LINE,
                "sendfile": False,  # it would wait for slow clients without a limit
                "logger_class": Log,
                "proc_name": "audio-stream-player",
                "when_ready": lambda server: log.info("Audio Stream Player at %s/", url_of(settings)),
                "post_worker_init": self.end_sockets_on_signals,
                "worker_exit": self.leave,
                "control_socket_disable": True,  # it would be a file in the user's home folder
            }
            for name, value in options.items():
                if name in self.cfg.settings:  # older versions have no control socket
                    self.cfg.set(name, value)

        def load(self) -> Flask:
            """The application, made in the worker."""
            from audio_stream_player import create_app

            self.app: Flask = create_app(settings)
            return self.app

        def end_sockets_on_signals(self, worker: Any) -> None:
            """Makes a signal end the sockets at once, which gunicorn would wait for and then kill."""
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                usual = signal.getsignal(number)

                def handle(number: int, frame: Any, usual: Any = usual) -> None:
                    # In a thread, as a handler must not wait for locks.
                    threading.Thread(target=_hang_up, args=(self.app,), daemon=True).start()
                    usual(number, frame)

                signal.signal(number, handle)

        def leave(self, server: Any, worker: Any) -> None:
            """Ends what the worker owns, and the worker, whatever its threads still wait for."""
            if hasattr(self, "app"):  # else the application could not be made, which gunicorn tells
                self.app.extensions["audio_stream_player"].close()
                logging.shutdown()
                os._exit(0)

    Server().run()


def _room_for_connections() -> int:
    """Connections at a time: half of the files that the process may have open, of which it asks for more.

    Systems give it 1024 or, macOS, 256; Redis, the decoders and the device need some, too.
    """
    import resource  # not on Windows, nor is gunicorn

    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(most, _FILES)
    if files != resource.RLIM_INFINITY and files < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        files = wanted
    return min(_CONNECTIONS, files // 2) if files != resource.RLIM_INFINITY else _CONNECTIONS


def _hang_up(app: Flask) -> None:
    """Ends the requests of all Socket.IO clients."""
    for client in list(app.extensions["socketio"].server.eio.sockets.values()):
        client.close(wait=False)
