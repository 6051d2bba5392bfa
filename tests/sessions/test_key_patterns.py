"""Patterns of keys: ids are told from words, and the templates match the keys that they came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.audio_keys import DEFAULT_TEMPLATES, AudioKeys
from sambanova.sessions.key_patterns import grouped, pattern_of, template_for

UUID = "0b5cf7a2-6f0e-4c3e-9f53-2c8a5f1d7e11"


@pytest.mark.parametrize(
    ("key", "pattern"),
    [
        ("voice:42", "voice:{id}"),
        (f"voice:{UUID}", "voice:{id}"),
        (f"voice-{UUID}", "voice-{id}"),
        ("rec_8f3a9c1204ab", "rec_{id}"),
        ("live_call_audio_8f3a9c1204ab", "live_call_audio_{id}"),
        ("live/k3Jq8vN2cXwA/pcm", "live/{id}/pcm"),
        ("calls:CA7f3b9a10e5d24c687f3b9a10e5d24c68:in", "calls:{id}:in"),
        ("voice:V1StGXR8_Z5jdHi6B-myT", "voice:{id}"),
        ("day:2026-11-24:voice", "day:{id}:voice"),
        ("{42}:voice", "{{id}}:voice"),
        ("pieces:8f3a9c1204ab:17", "pieces:{id}:{n}"),
        ("audio_buffer", "audio_buffer"),
        ("celery", "celery"),
        ("config:v2", "config:v2"),
        ("transcriptions", "transcriptions"),
        ("s16le:defaults", "s16le:defaults"),
    ],
)
def test_ids_are_told_from_words(key: str, pattern: str) -> None:
    assert pattern_of(key) == pattern


def groups(*names: str) -> dict[str, int]:
    return {group.pattern: group.count for group in grouped(names, keep=5)}


def test_names_of_people_are_ids_where_many_keys_differ_in_them_alone() -> None:
    assert groups("recent:ann:take", "recent:bob:take", "recent:cy:take") == {"recent:{id}:take": 3}


def test_two_names_are_enough_beside_a_word_for_audio() -> None:
    assert groups("tape:ann:audio", "tape:bob:audio") == {"tape:{id}:audio": 2}


def test_different_things_of_one_session_stay_apart() -> None:
    assert groups("s:41:sound", "s:41:state", "s:41:log", "s:42:sound") == {
        "s:{id}:sound": 2,
        "s:{id}:state": 1,
        "s:{id}:log": 1,
    }


def test_directions_become_a_track() -> None:
    assert groups("leg:41:user", "leg:41:agent", "leg:42:user") == {"leg:{id}:{track}": 3}


def test_unrelated_keys_are_not_one_pattern() -> None:
    assert groups("celery", "stats", "users", "queue") == {"celery": 1, "stats": 1, "users": 1, "queue": 1}


@pytest.mark.parametrize(
    ("pattern", "example", "field", "template"),
    [
        ("voice:{id}", "voice:42", None, "voice:{id}"),
        ("call:{id}", "call:42", "sound", "call:{id}#sound"),
        ("tenant:{id}:call:{id}:pcm", "tenant:7:call:42:pcm", None, "tenant:{id}:pcm"),
        ("pieces:{id}:{n}", "pieces:8f3a9c1204ab:17", None, "pieces:{id}:{n}"),
        ("tape:ann", "tape:ann", None, "tape:{id}"),
        ("tape:ann:audio", "tape:ann:audio", None, "tape:{id}:audio"),
        ("{{id}}:voice", "{42}:voice", None, "{{id}}:voice"),
        ("{id}", "42", None, None),
        ("audio_buffer", "audio_buffer", None, None),
        ("voice {id}", "voice 42", None, None),
        ("a,b:{id}", "a,b:42", None, None),
        ("a#b:{id}", "a#b:42", None, None),
        ("voice:{id}\nHOST=0.0.0.0", "voice:42\nHOST=0.0.0.0", None, None),
    ],
)
def test_a_template_fits_or_there_is_none(
    pattern: str, example: str, field: str | None, template: str | None
) -> None:
    assert template_for(pattern, example, field) == template


@pytest.mark.parametrize("template", [text.partition("#")[0] for text in DEFAULT_TEMPLATES])
def test_keys_of_public_apps_get_a_template_that_finds_the_same_session(template: str) -> None:
    key = template.replace("{id}", "8f3a9c1204ab").replace("{track}", "user").replace("{n}", "3")
    found = template_for(pattern_of(key), key)
    assert found is not None
    place = AudioKeys.parse(found).place(key)
    assert place is not None
    assert place.session_id == "8f3a9c1204ab"


@given(st.lists(st.text(max_size=40), max_size=40), st.one_of(st.none(), st.text(min_size=1, max_size=9)))
def test_any_names_are_counted_and_get_templates_that_settings_take(
    names: list[str], field: str | None
) -> None:
    found = grouped(names, keep=3)
    assert sum(group.count for group in found) == len(names)
    for group in found:
        template = template_for(group.pattern, group.keys[0], field)
        if template is not None:
            place = AudioKeys.parse(template).place(group.keys[0])
            assert place is not None
            assert place.field == field


@pytest.mark.parametrize("part", ["1", "1-", "a-", "aa-", "a1", "aA1_", "{", "-", ":", "1_T"])
def test_long_names_that_are_nearly_ids_are_looked_at_in_no_time(part: str) -> None:
    name = (part * 200)[:200] + "!"
    assert len(pattern_of(name)) < 1000  # hangs if an expression tries all ways to match


@given(st.text(alphabet=":/-_aA1{}", max_size=300))
def test_shapes_made_of_separators_alone_do_no_harm(name: str) -> None:
    assert len(pattern_of(name)) <= 2 * len(name) + 10
