"""All settings, read once from the environment and the file `.env`.

`_READERS` maps each variable to the function that parses it. The defaults are those of the fields of
`Settings`. A bad value raises SettingsError with one line that names the variable.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv.main import DotEnv
from dotenv.parser import parse_stream

from sambanova.audio_keys import AudioKeys, Template, TranscriptKeys
from sambanova.encodings import ENCODINGS, encoding_named
from sambanova.errors import SettingsError
from sambanova.format_hints import FormatHint
from sambanova.places import DOTENV
from sambanova.redis_address import SCHEMES, BadAddress, RedisAddress

DOTENV_PATH = DOTENV
_DEFAULT_PREFIX = "session:"
_DEFAULT_FIELD = "audio_buffer"
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the player. Each field is named like its variable, in lower case.

        settings = Settings.from_environment({"REDIS_URL": "redis://localhost/0"})

    audio_chunk_size: frames per write to the device. audio_max_buffer_mb: largest recording in MiB, stored or
    decoded. max_dropped_mb: largest recording in MiB that a browser may drop; 0 for none. audio_keys:
    templates of keys; None for the usual ones. transcript_keys: those of what was said. audio_format,
    audio_channels, audio_rate: the format of headerless audio, None to detect it. audio_output_device: a
    PortAudio index, part of a device name, or None for the default device. trusted_proxies: addresses or
    networks whose X-Forwarded headers are trusted. redis_ca_file, redis_cert_file, redis_key_file: PEM files,
    which mean TLS. redis_read_replicas: whether replicas of a cluster or of Sentinels are read. workers:
    processes that serve. socketio_message_queue: the Redis through which players share events and commands.
    """

    redis_host: str = "localhost"
    redis_port: int = 6379
    redis_username: str | None = None
    redis_password: str | None = field(default=None, repr=False)
    redis_db: int = 0
    redis_url: str | None = field(default=None, repr=False)
    redis_ca_file: str | None = None
    redis_cert_file: str | None = None
    redis_key_file: str | None = None
    redis_read_replicas: bool = False
    audio_chunk_size: int = 1024
    audio_format: str | None = None
    audio_channels: int | None = None
    audio_rate: int | None = None
    audio_output_device: int | str | None = None
    audio_max_streams: int = 4
    audio_max_buffer_mb: int = 512
    max_dropped_mb: int = 100
    audio_keys: AudioKeys | None = None
    transcript_keys: TranscriptKeys = field(default_factory=TranscriptKeys)
    session_key_prefix: str = _DEFAULT_PREFIX
    audio_buffer_field: str = _DEFAULT_FIELD
    allow_unauthenticated_sessions: bool = False
    host: str = "127.0.0.1"
    port: int = 5001
    access_token: str | None = field(default=None, repr=False)
    trusted_proxies: tuple[str, ...] = ()
    secret_key: str | None = field(default=None, repr=False)
    flask_debug: bool = False
    workers: int = 1
    socketio_message_queue: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Parses the settings.

        environ: by default the environment of this process, which takes precedence over the file
        `.env`. An empty value counts as not set. Raises SettingsError for a bad value.
        """
        if environ is None:
            environ = environment()
        values: dict[str, Any] = {}
        for name, read in _READERS.items():
            text = environ.get(name, "").strip() if name not in _VERBATIM else environ.get(name, "")
            if text:
                values[name.lower()] = read(name, text)
        settings = cls(**values)
        _ = settings.key_templates  # raises SettingsError
        if settings.flask_debug and not settings.is_loopback:
            raise SettingsError(
                "FLASK_DEBUG=1 lets visitors run code and needs a local HOST: unset FLASK_DEBUG or HOST."
            )
        return settings

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the player."""
        return self.host in LOOPBACK_HOSTS or self.host.startswith("127.")

    @property
    def max_buffer_bytes(self) -> int:
        """`audio_max_buffer_mb` in bytes."""
        return self.audio_max_buffer_mb * 1024 * 1024

    @property
    def max_dropped_bytes(self) -> int:
        """`max_dropped_mb` in bytes; 0 with several workers, of which each request may meet another."""
        return self.max_dropped_mb * 1024 * 1024 if self.workers == 1 else 0

    @property
    def key_templates(self) -> AudioKeys:
        """Where audio is: AUDIO_KEYS, and SESSION_KEY_PREFIX with AUDIO_BUFFER_FIELD if these are set.

        Without any of them, the templates of public voice apps. Raises SettingsError.
        """
        is_default = (self.session_key_prefix, self.audio_buffer_field) == (_DEFAULT_PREFIX, _DEFAULT_FIELD)
        own = Template(f"{self.session_key_prefix}{{id}}", self.audio_buffer_field)
        if self.audio_keys is None:
            return AudioKeys.default() if is_default else AudioKeys([own])
        return self.audio_keys if is_default else self.audio_keys.with_template(own)

    @property
    def pinned_format(self) -> FormatHint:
        """What AUDIO_FORMAT, AUDIO_RATE and AUDIO_CHANNELS say about headerless audio."""
        return FormatHint(self.audio_format, self.audio_rate, self.audio_channels)

    @property
    def redis_location(self) -> str:
        """The URL of Redis, without user name and password."""
        if not self.redis_url:
            scheme = "rediss" if self.redis_tls_files else "redis"
            return f"{scheme}://{self.redis_host}:{self.redis_port}/{self.redis_db}"
        parts = urlsplit(self.redis_url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def redis_address(self) -> RedisAddress | None:
        """The cluster or the Sentinels that REDIS_URL names; None if it names one server."""
        return RedisAddress.parse(self.redis_url) if self.redis_url else None

    @property
    def redis_tls_files(self) -> dict[str, str]:
        """The files for TLS that are set, by the names of redis-py's options."""
        files = {
            "ssl_ca_certs": self.redis_ca_file,
            "ssl_certfile": self.redis_cert_file,
            "ssl_keyfile": self.redis_key_file,
        }
        return {name: path for name, path in files.items() if path}


def environment() -> dict[str, str]:
    """All variables: those of this process, and those of the file `.env` that it does not have.

    Raises SettingsError if the file cannot be read, or if a line of it is not understood.
    """
    return {**_from_dotenv(), **os.environ}


def _from_dotenv() -> dict[str, str]:
    """The variables of the file `.env`; empty when there is no file."""
    if not DOTENV_PATH.is_file():
        return {}
    try:
        with DOTENV_PATH.open(encoding="utf-8") as file:
            bad = next((binding.original for binding in parse_stream(file) if binding.error), None)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{DOTENV_PATH} cannot be read: save it as UTF-8 text.") from error
    except OSError as error:
        raise SettingsError(f"{DOTENV_PATH} cannot be read: {error.strerror}.") from error
    if bad is not None:
        line = bad.line + len(bad.string) - len(bad.string.lstrip("\n"))  # it begins with empty lines
        raise SettingsError(f"{DOTENV_PATH}: write NAME=value, or # before a comment, in line {line}.")
    return {name: value or "" for name, value in DotEnv(DOTENV_PATH, encoding="utf-8").dict().items()}


def _text(name: str, text: str) -> str:
    return text


def _whole_number(low: int, high: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
        return number

    return read


def _switch(name: str, text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False}
    words["off"] = False
    if text.lower() not in words:
        raise SettingsError(f"{name} must be 1 or 0, not {text!r}.")
    return words[text.lower()]


def _encoding(name: str, text: str) -> str:
    encoding = encoding_named(text)
    if encoding is None:
        raise SettingsError(f"{name} must be pyaudio.paInt16 or one of {' '.join(ENCODINGS)}, not {text!r}.")
    return encoding.name


def _device(name: str, text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _file(name: str, text: str) -> str:
    if not os.access(text, os.R_OK) or not Path(text).is_file():
        raise SettingsError(f"{name} must be a file that can be read, not {text!r}.")
    return text


def _redis_host(name: str, text: str) -> str:
    if "/" in text:
        raise SettingsError(f"{name} must be a host name: put an address such as redis://… into REDIS_URL.")
    return text


def _queue_url(name: str, text: str) -> str:
    if not text.startswith(("redis://", "rediss://")):
        raise SettingsError(f"{name} must begin with redis:// or rediss://: events go through one server.")
    return _redis_url(name, text)


def _redis_url(name: str, text: str) -> str:
    try:
        if RedisAddress.parse(text) is not None:
            return text
    except BadAddress as error:
        raise SettingsError(f"{name} {error}") from None
    try:
        parts = urlsplit(text)
        _ = parts.port
        rest = f"{parts.path}{parts.fragment}{'' if '=' in parts.query else parts.query}"
        has_odd_password = "@" in rest and parts.scheme != "unix"
    except ValueError:
        has_odd_password = "@" in text
        if not has_odd_password:
            raise SettingsError(f"{name} has a bad address or port.") from None
    if has_odd_password:
        raise SettingsError(
            f"{name} has a bad address or port: in its password write %23 for #, %2F for /, %3F for ?, "
            "%40 for @, %5B for [ and %5D for ]."
        )
    if parts.scheme not in ("redis", "rediss", "unix"):
        names = ", ".join(f"{scheme}://" for scheme in ("redis", "rediss", *SCHEMES))
        raise SettingsError(f"{name} must begin with {names} or unix://.")
    if parts.scheme == "unix" and not parts.path:
        raise SettingsError(f"{name} must name a socket file, such as unix:///run/redis.sock.")
    if parts.scheme != "unix" and not re.fullmatch(r"(/\d*)?", parts.path, re.ASCII):
        raise SettingsError(f"{name} must end with the number of a database, such as /0.")
    return text


def _audio_keys(name: str, text: str) -> AudioKeys:
    return AudioKeys.parse(text)


def _transcript_keys(name: str, text: str) -> TranscriptKeys:
    return TranscriptKeys.parse(text)


def _host(name: str, text: str) -> str:
    if not re.fullmatch(r"[\w.:%-]+", text):
        raise SettingsError(f"{name} must be an address or a host name, not {text!r}.")
    return text


def _networks(name: str, text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(part.strip())) for part in text.split(","))
    except ValueError:
        raise SettingsError(
            f"{name} must be addresses or networks such as 127.0.0.1,10.0.0.0/8, not {text!r}."
        ) from None


_READERS: dict[str, Callable[[str, str], Any]] = {
    "REDIS_HOST": _redis_host,
    "REDIS_PORT": _whole_number(1, 65535),
    "REDIS_USERNAME": _text,
    "REDIS_PASSWORD": _text,
    "REDIS_DB": _whole_number(0, 1_000_000),
    "REDIS_URL": _redis_url,
    "REDIS_CA_FILE": _file,
    "REDIS_CERT_FILE": _file,
    "REDIS_KEY_FILE": _file,
    "REDIS_READ_REPLICAS": _switch,
    "AUDIO_CHUNK_SIZE": _whole_number(64, 65536),
    "AUDIO_FORMAT": _encoding,
    "AUDIO_CHANNELS": _whole_number(1, 8),
    "AUDIO_RATE": _whole_number(1000, 384_000),
    "AUDIO_OUTPUT_DEVICE": _device,
    "AUDIO_MAX_STREAMS": _whole_number(1, 64),
    "AUDIO_MAX_BUFFER_MB": _whole_number(1, 4095),
    "MAX_DROPPED_MB": _whole_number(0, 4095),
    "AUDIO_KEYS": _audio_keys,
    "TRANSCRIPT_KEYS": _transcript_keys,
    "SESSION_KEY_PREFIX": _text,
    "AUDIO_BUFFER_FIELD": _text,
    "ALLOW_UNAUTHENTICATED_SESSIONS": _switch,
    "HOST": _host,
    "PORT": _whole_number(1, 65535),
    "ACCESS_TOKEN": _text,
    "TRUSTED_PROXIES": _networks,
    "SECRET_KEY": _text,
    "FLASK_DEBUG": _switch,
    "WORKERS": _whole_number(1, 64),
    "SOCKETIO_MESSAGE_QUEUE": _queue_url,
}

# White space at the ends belongs to these values.
_VERBATIM = frozenset({"REDIS_PASSWORD", "SESSION_KEY_PREFIX", "AUDIO_BUFFER_FIELD"})

VARIABLES = tuple(_READERS)
"""All variables. A test compares them with `.env.example`."""
