"""Checks before the start whether the port is free."""

from __future__ import annotations

import os
import socket

from sambanova.errors import SettingsError
from sambanova.settings import Settings


def check_port(settings: Settings) -> None:
    """Raises SettingsError when HOST:PORT cannot be bound."""
    if settings.flask_debug and os.environ.get("WERKZEUG_RUN_MAIN"):
        return  # the parent of the reloader holds the port
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"PORT {settings.port} on HOST {settings.host} cannot be used ({error.strerror or error}): "
                "stop the program that uses it, or set PORT to another one."
            ) from error
