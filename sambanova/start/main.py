"""The start script: its options and the order of its steps."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from sambanova.start import environment, setup_steps
from sambanova.start.environment import SetUpFailed
from sambanova.start.processes import on_signals
from sambanova.start.setup_steps import SetUp
from sambanova.start.system_packages import REDIS_SERVER, SPEAKER_PARTS, Permission
from sambanova.start.terminal import Checklist

if TYPE_CHECKING:  # they need libraries, which the first start has yet to install
    from sambanova.settings import Settings
    from sambanova.start.supervisor import RedisChoice

ROOT = Path(__file__).resolve().parent.parent.parent

INTERRUPTED = 130  # exit status after Ctrl-C, as shells define it: 128 + SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Installs what is missing and runs the player; returns the exit status.

    arguments: the command line; by default that of this process.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(words)
    logging.getLogger("sambanova").addHandler(logging.NullHandler())  # the checklist reports everything
    checklist = Checklist()
    permission = Permission.of_this_terminal(options.yes)
    try:
        interrupt_on_signals()
        if not environment.is_inside(ROOT):
            environment.enter(ROOT, [ROOT / "start_audio_player.py", *words], permission, checklist)
        os.chdir(ROOT)
        export_options(options)
        return _set_up_and_run(options, SetUp(ROOT, checklist, permission))
    except SetUpFailed:
        return 1
    except KeyboardInterrupt:
        checklist.say("\n  Stopped. Completed steps are kept; the next start continues from here.")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start_audio_player.py",
        description="Installs what is missing, then runs Audio Stream Player until Ctrl-C.",
        epilog="All other settings come from the environment or the file .env; see .env.example.",
    )
    add_options(parser)
    parser.add_argument("--yes", action="store_true", help="install system packages without asking")
    parser.add_argument("--setup-only", action="store_true", help="set everything up and exit")
    return parser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options of every start, installed or not."""
    parser.add_argument("--host", help="address to serve on (127.0.0.1; HOST)")
    parser.add_argument("--port", help="port to serve on (5001; PORT)")
    parser.add_argument("--redis-url", metavar="URL", help="the Redis with your sessions (REDIS_URL)")
    parser.add_argument("--workers", metavar="N", help="processes that serve (1; WORKERS)")
    parser.add_argument("--demo", action="store_true", help="use a private Redis with demo sessions")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page in a browser")


def export_options(options: argparse.Namespace) -> None:
    """Sets the options as environment variables, which take precedence over the file `.env`."""
    given = {
        "HOST": options.host,
        "PORT": options.port,
        "REDIS_URL": options.redis_url,
        "WORKERS": options.workers,
    }
    os.environ.update({name: value for name, value in given.items() if value is not None})


def _set_up_and_run(options: argparse.Namespace, setup: SetUp) -> int:
    if not environment.was_entered():
        setup.checklist.title("Audio Stream Player")
    setup_steps.install_libraries(setup)

    # These modules need the libraries installed above.
    from sambanova.errors import SettingsError
    from sambanova.settings import Settings
    from sambanova.start.supervisor import Supervisor, choose_redis

    try:
        settings = Settings.from_environment()
        redis = choose_redis(settings, options.demo)
    except SettingsError as error:
        setup.checklist.failed("Settings", str(error))
        return 1
    needs_server = redis.private and not setup_steps.find_redis_server()
    speaker_parts = () if setup_steps.has_speaker() else SPEAKER_PARTS
    setup_steps.install_system_parts(setup, [*speaker_parts, *([REDIS_SERVER] if needs_server else [])])
    setup_steps.install_speaker(setup)
    setup_steps.install_browser_libraries(setup)
    redis_server = setup_steps.install_redis_server(setup) if redis.private else None
    report_redis(setup.checklist, settings, redis, redis_server)
    if options.setup_only:
        setup.checklist.say("\n  Everything is set up. Run: python3 start_audio_player.py")
        return 0
    return Supervisor(settings, setup.checklist).run(redis_server, open_page=not options.no_browser)


def report_redis(
    checklist: Checklist, settings: Settings, redis: RedisChoice, redis_server: str | None
) -> None:
    """Says which Redis the player uses. redis_server: the program of a private one, or None."""
    if redis_server:
        checklist.ok("Redis", "private server with demo sessions")
    elif redis.answers:
        hint = "" if redis.configured else " (--demo shows demo sessions)"
        checklist.ok("Redis", f"{settings.redis_location} answers{hint}")
    elif redis.configured:
        checklist.missing("Redis", f"{redis.message} (--demo shows demo sessions)")


def interrupt_on_signals() -> None:
    """Makes SIGTERM and SIGHUP raise KeyboardInterrupt, as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    on_signals(("SIGTERM", "SIGHUP"), interrupt)
