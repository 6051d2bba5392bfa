"""Settings: what each variable does, and that a bad value is named in one line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values

from sambanova import settings as settings_room
from sambanova.audio_keys import AudioKeys, TranscriptKeys
from sambanova.errors import SettingsError
from sambanova.settings import VARIABLES, Settings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / ".env.example"


def test_without_any_variable_the_documented_defaults_hold() -> None:
    assert Settings.from_environment({}) == Settings(
        redis_host="localhost",
        redis_port=6379,
        redis_password=None,
        redis_db=0,
        redis_url=None,
        audio_chunk_size=1024,
        audio_format=None,
        audio_channels=None,
        audio_rate=None,
        audio_output_device=None,
        audio_max_streams=4,
        audio_max_buffer_mb=512,
        session_key_prefix="session:",
        audio_buffer_field="audio_buffer",
        allow_unauthenticated_sessions=False,
        host="127.0.0.1",
        port=5001,
        access_token=None,
        trusted_proxies=(),
        secret_key=None,
        flask_debug=False,
    )


GOOD_VALUES: list[tuple[str, str, Any]] = [
    ("REDIS_HOST", "redis.example.org", "redis.example.org"),
    ("REDIS_PORT", "6380", 6380),
    ("REDIS_PASSWORD", " with blanks ", " with blanks "),
    ("REDIS_DB", "15", 15),
    ("REDIS_URL", "redis://:secret@host:6380/2", "redis://:secret@host:6380/2"),
    ("REDIS_URL", "rediss://host", "rediss://host"),
    ("REDIS_URL", "redis://[::1]:6379/0", "redis://[::1]:6379/0"),
    ("REDIS_URL", "unix:///run/redis.sock?db=1", "unix:///run/redis.sock?db=1"),
    ("REDIS_URL", "redis+cluster://:secret@one,[::1]:7001", "redis+cluster://:secret@one,[::1]:7001"),
    ("REDIS_URL", "rediss+sentinel://one:26379,two/mymaster/1", "rediss+sentinel://one:26379,two/mymaster/1"),
    ("REDIS_USERNAME", "player", "player"),
    ("REDIS_CA_FILE", __file__, __file__),
    ("REDIS_CERT_FILE", __file__, __file__),
    ("REDIS_KEY_FILE", __file__, __file__),
    ("REDIS_READ_REPLICAS", "1", True),
    ("AUDIO_CHUNK_SIZE", "4096", 4096),
    ("AUDIO_FORMAT", "pyaudio.paInt16", "s16le"),
    ("AUDIO_FORMAT", "paFloat32", "f32le"),
    ("AUDIO_FORMAT", "s24be", "s24be"),
    ("AUDIO_FORMAT", "MuLaw", "mulaw"),
    ("AUDIO_CHANNELS", "2", 2),
    ("AUDIO_RATE", " 16000 ", 16000),
    ("AUDIO_OUTPUT_DEVICE", "3", 3),
    ("AUDIO_OUTPUT_DEVICE", "USB Headset", "USB Headset"),
    ("AUDIO_MAX_STREAMS", "1", 1),
    ("AUDIO_MAX_BUFFER_MB", "64", 64),
    ("MAX_DROPPED_MB", "0", 0),
    ("TRANSCRIPT_KEYS", " said:{id}, {id}:turns ", TranscriptKeys(("said:{id}", "{id}:turns"), is_set=True)),
    ("AUDIO_KEYS", " voip:{id}, conv:{id}#sound ", AudioKeys.parse("voip:{id},conv:{id}#sound")),
    ("SESSION_KEY_PREFIX", "app session ", "app session "),
    ("AUDIO_BUFFER_FIELD", "sound", "sound"),
    ("ALLOW_UNAUTHENTICATED_SESSIONS", "1", True),
    ("ALLOW_UNAUTHENTICATED_SESSIONS", "True", True),
    ("AUDIO_KEYS", "audio:{id}, call:{id}#pcm", AudioKeys.parse("call:{id}#pcm,audio:{id}")),
    ("ALLOW_UNAUTHENTICATED_SESSIONS", "off", False),
    ("HOST", "0.0.0.0", "0.0.0.0"),
    ("HOST", "::1", "::1"),
    ("PORT", "65535", 65535),
    ("ACCESS_TOKEN", "let me in", "let me in"),
    ("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8", ("127.0.0.1/32", "10.0.0.0/8")),
    ("SECRET_KEY", "sign", "sign"),
    ("FLASK_DEBUG", "yes", True),
    ("WORKERS", "4", 4),
    ("SOCKETIO_MESSAGE_QUEUE", "redis://queue:6379/1", "redis://queue:6379/1"),
]


def test_the_good_values_below_try_every_variable() -> None:
    assert {name for name, _, _ in GOOD_VALUES} == set(VARIABLES)


@pytest.mark.parametrize(("name", "text", "value"), GOOD_VALUES)
def test_a_variable_sets_its_field_and_no_other(name: str, text: str, value: Any) -> None:
    changed = Settings.from_environment({name: text})
    assert getattr(changed, name.lower()) == value
    usual = Settings()
    for other in set(VARIABLES) - {name}:
        assert getattr(changed, other.lower()) == getattr(usual, other.lower())


@pytest.mark.parametrize("name", VARIABLES)
def test_an_empty_value_counts_as_not_set(name: str) -> None:
    assert Settings.from_environment({name: ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TRANSCRIPT_KEYS", "said"),
        ("TRANSCRIPT_KEYS", "{id}"),
        ("AUDIO_KEYS", "voip"),
        ("AUDIO_KEYS", "{id}"),
        ("AUDIO_KEYS", "voip:{id}#"),
        ("AUDIO_KEYS", "voip:{call}"),
        ("AUDIO_KEYS", ","),
        ("REDIS_PORT", "0"),
        ("REDIS_PORT", "70000"),
        ("REDIS_PORT", "six"),
        ("REDIS_DB", "-1"),
        ("REDIS_URL", "http://localhost"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://host:port/0"),
        ("REDIS_URL", "redis://[::1"),
        ("REDIS_URL", "redis://host/first"),
        ("REDIS_URL", "redis://host/0/1"),
        ("REDIS_URL", "unix://"),
        ("REDIS_URL", "redis+cluster://"),
        ("REDIS_URL", "redis+cluster://one,,two"),
        ("REDIS_URL", "redis+cluster://one:port"),
        ("REDIS_URL", "redis+cluster://one,two/1"),
        ("REDIS_URL", "redis+sentinel://one,two"),
        ("REDIS_URL", "redis+sentinel://one/mymaster/first"),
        ("REDIS_URL", "redis+sentinel://one/mymaster/0/1"),
        ("REDIS_CA_FILE", "/nowhere/ca.pem"),
        ("REDIS_CERT_FILE", "/"),
        ("REDIS_KEY_FILE", "/nowhere/key.pem"),
        ("REDIS_READ_REPLICAS", "some"),
        ("AUDIO_CHUNK_SIZE", "1"),
        ("AUDIO_CHUNK_SIZE", "1.5"),
        ("AUDIO_FORMAT", "opus"),
        ("AUDIO_FORMAT", "16 bit"),
        ("AUDIO_CHANNELS", "0"),
        ("AUDIO_CHANNELS", "stereo"),
        ("AUDIO_RATE", "44.1"),
        ("AUDIO_RATE", "999999999"),
        ("AUDIO_MAX_STREAMS", "0"),
        ("AUDIO_MAX_BUFFER_MB", "-5"),
        ("AUDIO_MAX_BUFFER_MB", "lots"),
        ("MAX_DROPPED_MB", "-1"),
        ("ALLOW_UNAUTHENTICATED_SESSIONS", "maybe"),
        ("HOST", "http://0.0.0.0"),
        ("HOST", "two words"),
        ("PORT", "0"),
        ("PORT", "5001 5002"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("TRUSTED_PROXIES", "10.0.0.0/99"),
        ("FLASK_DEBUG", "2"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_that_names_the_variable(name: str, text: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({name: text})
    message = str(refusal.value)
    assert name in message
    assert "\n" not in message


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::"])
def test_the_debugger_is_never_served_to_other_machines(host: str) -> None:
    with pytest.raises(SettingsError, match="FLASK_DEBUG"):
        Settings.from_environment({"FLASK_DEBUG": "1", "HOST": host})


@pytest.mark.parametrize(
    ("host", "local"), [("localhost", True), ("127.0.0.9", True), ("::1", True), ("0.0.0.0", False)]
)
def test_loopback_is_what_only_this_machine_reaches(host: str, local: bool) -> None:
    assert Settings(host=host).is_loopback is local


def test_secrets_are_not_shown_with_the_settings() -> None:
    secret = "hunter2"
    shown = repr(
        Settings(
            redis_password=secret,
            redis_url=f"redis://:{secret}@host",
            access_token=secret,
            secret_key=secret,
        )
    )
    assert secret not in shown


@pytest.mark.parametrize(
    ("given", "location"),
    [
        (Settings(redis_host="host", redis_port=1, redis_db=2, redis_password="p"), "redis://host:1/2"),
        (Settings(redis_url="rediss://user:p@ss@host:6380/3?ssl_cert_reqs=none"), "rediss://host:6380/3"),
        (Settings(redis_url="unix://user:pass@/run/redis.sock?db=1"), "unix:///run/redis.sock"),
        (Settings(redis_url="unix:///run/redis.sock"), "unix:///run/redis.sock"),
    ],
)
def test_the_location_of_redis_is_told_without_the_password(given: Settings, location: str) -> None:
    assert given.redis_location == location


def test_the_environment_wins_over_the_dotenv_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("PORT=6001\nHOST='localhost'\nUNKNOWN=1\nREDIS_URL\n")
    monkeypatch.setattr(settings_room, "DOTENV_PATH", dotenv)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", "6002")
    assert Settings.from_environment() == Settings(port=6002, host="localhost")


def test_a_dotenv_file_that_is_no_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes("REDIS_PASSWORD=pässword\n".encode("latin-1"))
    monkeypatch.setattr(settings_room, "DOTENV_PATH", dotenv)
    with pytest.raises(SettingsError, match=r"\.env"):
        Settings.from_environment()


def test_the_example_file_lists_every_variable_once_and_changes_nothing() -> None:
    names = re.findall(r"^(\w+)=", EXAMPLE.read_text(encoding="utf-8"), re.M)
    assert sorted(names) == sorted(VARIABLES)
    values = {name: value or "" for name, value in dotenv_values(EXAMPLE).items()}
    assert Settings.from_environment(values) == Settings()


def test_each_variable_of_the_example_file_has_one_line_of_explanation() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert re.match(r"# \w", lines[number - 1]), line
            assert not lines[number - 2].startswith("#"), line
