"""Whether the port is free, and at which address others reach the player."""

from __future__ import annotations

import errno
import os
import socket

from sambanova.errors import SettingsError
from sambanova.settings import Settings
from sambanova.system_calls import prepare_to_bind


def check_port(settings: Settings) -> None:
    """Raises SettingsError when HOST:PORT cannot be bound."""
    if settings.flask_debug and os.environ.get("WERKZEUG_RUN_MAIN"):
        return  # the parent of the reloader holds the port
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        prepare_to_bind(probe)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(_refusal(settings, error)) from error


_NOT_OURS = (errno.EADDRNOTAVAIL, getattr(errno, "WSAEADDRNOTAVAIL", errno.EADDRNOTAVAIL))


def _refusal(settings: Settings, error: OSError) -> str:
    """Why HOST:PORT cannot be bound, and the way out."""
    if isinstance(error, socket.gaierror) or error.errno in _NOT_OURS:
        return f"HOST {settings.host} is no address of this machine: set HOST to 127.0.0.1 or 0.0.0.0."
    if error.errno == errno.EACCES and settings.port < _FIRST_FREE_PORT:
        return f"PORT {settings.port} is kept for the administrator: set PORT to 1024 or more, such as 5001."
    return (
        f"PORT {settings.port} on HOST {settings.host} cannot be used ({error.strerror or error}): "
        "stop the program that uses it, or set PORT to another one."
    )


_FIRST_FREE_PORT = 1024  # lower ones need a privilege


# Addresses that are kept for documentation (RFC 5737, RFC 3849): nothing is sent to them.
_ELSEWHERE = {"0.0.0.0": "192.0.2.1", "::": "2001:db8::1"}  # nosec B104  # binds nothing
_LOCAL = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104


def url_of(settings: Settings) -> str:
    """Where the page is, without a slash at the end: for HOST=0.0.0.0 the address that others reach."""
    host = _address_for_others(settings.host) or local_host(settings)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def local_host(settings: Settings) -> str:
    """The address at which this machine itself reaches the player."""
    return _LOCAL.get(settings.host, settings.host)


def _address_for_others(host: str) -> str | None:
    """This machine's address on its network, for a host that stands for all of its addresses."""
    if host not in _ELSEWHERE:
        return None
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((_ELSEWHERE[host], 9))  # chooses the way there, and with it the address
            return str(probe.getsockname()[0])
    except OSError:  # there is no network
        return None
