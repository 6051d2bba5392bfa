"""Which key belongs to which session, and what is said about a template that cannot be used."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.audio_keys import DEFAULT_TEMPLATES, AudioKeys, Template
from sambanova.errors import SettingsError
from sambanova.settings import Settings

DEFAULT = AudioKeys.default()


def place(key: str, keys: AudioKeys = DEFAULT) -> tuple[Any, ...] | None:
    """Session, track, number, and whether the key only says what the session is."""
    found = keys.place(key)
    if found is None:
        return None
    return found.session_id, found.track, found.number, found.is_companion


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("session:a1", ("a1", "", None, False)),
        ("session:a1:chunks", ("a1", "", None, False)),
        ("session:a1:user", ("a1", "user", None, False)),
        ("session:a1:user:audio", ("a1", "user", None, False)),
        ("session:a:b", ("a:b", "", None, False)),
        ("session:", ("", "", None, False)),
        ("session:a1:meta", ("a1", "", None, True)),
        ("audio:a1", ("a1", "", None, False)),
        ("audio:inbound:a1", ("a1", "inbound", None, False)),
        ("audio:a1:outbound", ("a1", "outbound", None, False)),
        ("audio:a1:anything", ("a1:anything", "", None, False)),
        ("audio:stream:a1", ("a1", "", None, False)),
        ("audio:stream:a1:agent", ("a1", "agent", None, False)),
        ("audio:stream:a1:info", ("a1", "", None, True)),
        ("audio:chunks:a1:12", ("a1", "", 12, False)),
        ("audio:session:a1", ("a1", "", None, False)),
        ("call:a1:audio_buf", ("a1", "", None, False)),
        ("a1:audio", ("a1", "", None, False)),
        ("tts:0f3c", ("0f3c", "", None, False)),
        ("user:42:profile", None),
        ("sessions:a1", None),
        ("celery", None),
    ],
)
def test_a_key_belongs_to_the_session_that_the_most_specific_template_names(
    key: str, expected: tuple[Any, ...] | None
) -> None:
    assert place(key) == expected


def test_the_order_of_templates_does_not_matter() -> None:
    forwards = AudioKeys.parse("a:{id},a:{id}:{track},a:x:{id}")
    backwards = AudioKeys.parse("a:x:{id},a:{id}:{track},a:{id}")
    for key in ("a:1", "a:1:user", "a:x:1", "a:x:1:user"):
        assert place(key, forwards) == place(key, backwards)
    assert place("a:x:1:user", forwards) == ("1:user", "", None, False)


def test_a_track_of_an_own_template_may_have_any_name() -> None:
    assert place("call/7/side-b", AudioKeys.parse("call/{id}/{track}")) == ("7", "side-b", None, False)


def test_a_hash_tag_of_redis_cluster_may_stand_around_the_id() -> None:
    assert place("{abc}:audio", AudioKeys.parse("{{id}}:audio")) == ("abc", "", None, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{id}", "matches every key"),
        ("{id}#audio", "matches every key"),
        ("audio", "needs {id} exactly once"),
        ("a:{id}:{id}", "needs {id} exactly once"),
        ("a:{track}", "needs {id} exactly once"),
        ("a:{id}:{user}", "has {user}"),
        ("a:{id}{track}", "side by side"),
        ("a:{id}:{n}:{n}", "twice"),
        ("a:{id", "needs {id} exactly once"),
        ("a:{id}:{", "without its pair"),
        ("a:{id}#", "no field"),
        (" , ", "names no key"),
    ],
)
def test_a_template_that_cannot_be_used_stops_the_start_with_the_way_out(text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=r"AUDIO_KEYS.*such as audio:\{id\}") as raised:
        Settings.from_environment({"AUDIO_KEYS": text})
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("environ", "found", "not_found"),
    [
        ({}, ["session:1", "audio:1", "1:audio"], ["call#1"]),
        ({"SESSION_KEY_PREFIX": "call#"}, ["call#1"], ["session:1", "audio:1"]),
        ({"AUDIO_BUFFER_FIELD": "pcm"}, ["session:1"], ["audio:1"]),
        ({"AUDIO_KEYS": "x:{id}"}, ["x:1"], ["session:1", "audio:1"]),
        ({"AUDIO_KEYS": "x:{id}", "SESSION_KEY_PREFIX": "call#"}, ["x:1", "call#1"], ["session:1"]),
        ({"SESSION_KEY_PREFIX": "{app}:"}, ["{app}:1"], ["session:1"]),
    ],
)
def test_the_older_settings_are_another_way_to_write_a_template(
    environ: dict[str, str], found: list[str], not_found: list[str]
) -> None:
    keys = Settings.from_environment(environ).key_templates
    assert all(keys.place(key) for key in found)
    assert not any(keys.place(key) for key in not_found)


def test_the_field_of_the_older_setting_is_that_of_the_template() -> None:
    keys = Settings.from_environment({"AUDIO_BUFFER_FIELD": "pcm"}).key_templates
    found = keys.place("session:1")
    assert found is not None
    assert found.field == "pcm"


@given(st.text(min_size=1, max_size=12), st.sampled_from(DEFAULT_TEMPLATES))
def test_the_keys_of_a_session_lead_back_to_it(session_id: str, text: str) -> None:
    template = Template.parse(text)
    for key in DEFAULT.keys_of(session_id):
        found = DEFAULT.place(key)
        assert found is not None
        assert found.session_id == session_id
    own = template.key_of(session_id)
    if own is not None:
        assert DEFAULT.place(own) is not None


@given(st.text(max_size=30))
def test_any_key_has_at_most_one_place_and_every_prefix_is_followed(key: str) -> None:
    found = AudioKeys.parse("session:{id}#audio,audio:{id}:{track},audio:{id}").place(key)
    if found is not None:
        assert key.startswith(("session:", "audio:"))


def test_no_prefix_begins_with_another() -> None:
    assert AudioKeys.parse("a:{id},a:b:{id},b:{id}").prefixes == ("a:", "b:")
    assert AudioKeys.parse("a:{id},{id}:audio").prefixes == ("",)
    assert AudioKeys.parse("a:{id},a:b:{id}").globs == ("a:*",)
    assert AudioKeys.parse("a[{id}").globs == ("a\\[*",)
