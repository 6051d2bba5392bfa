"""Where audio is in Redis: the templates of `AUDIO_KEYS`, and which key belongs to which session.

A template is a key with placeholders, and optionally the field of a hash or a stream that holds the audio:

    session:{id}#audio_buffer      a field of a hash
    audio:{id}:{track}             one key per direction, such as `user` and `agent`
    audio:chunks:{id}:{n}          numbered pieces, joined in numeric order

The type of the key decides how it is read. If several templates match a key, the one with the most
literal characters wins, so that `session:{id}:chunks` is no session of its own beside `session:{id}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sambanova.audio_names import CONVERSATION_NAMES, DIRECTIONS
from sambanova.errors import SettingsError

DEFAULT_TEMPLATES = (
    "session:{id}#audio_buffer",
    "session:{id}:audio",
    "session:{id}:audio:{track}",
    "session:{id}:{track}:audio",
    "session:{id}:{track}",
    "session:{id}:chunks",
    "session:{id}:audioChunk",
    "session:{id}:audio_chunks",
    "session:{id}:audio_buffer",
    "session:{id}:chunk:{n}",
    "audio:{id}",
    "audio:{id}:{track}",
    "audio:{track}:{id}",
    "audio:{id}:{n}",
    "audio:{id}:chunks",
    "audio:{id}:chunk:{n}",
    "audio:session:{id}",
    "audio:buffer:{id}",
    "audio:buffer:{id}:{track}",
    "audio:chunk:{id}",
    "audio:chunk:{id}:{n}",
    "audio:chunks:{id}",
    "audio:chunks:{id}:{n}",
    "audio:stream:{id}",
    "audio:stream:{id}:{track}",
    "audio_buffer:{id}",
    "audio_buffer:{id}:{track}",
    "audio_chunk:{id}:{n}",
    "audio_chunks:{id}",
    "audio_chunks:{id}:{n}",
    "audio_data:{id}",
    "audio_stream:{id}",
    "audio_stream:{id}:{track}",
    "stream:audio:{id}",
    "stream:audio:{id}:{track}",
    "call:{id}#audio_buffer",
    "call:{id}:audio",
    "call:{id}:audio:{track}",
    "call:{id}:audio_buf",
    "call:{id}:audio_buffer",
    "call:{id}:{track}",
    "conversation:{id}#audio_buffer",
    "conversation:{id}:audio",
    "conversation:{id}:audio:{track}",
    "tts:{id}",
    "tts:cache:{id}",
    "tts_cache:{id}",
    "{id}:audio",
)
"""The templates in use where `AUDIO_KEYS` is not set: how public voice apps name their keys."""

DEFAULT_TRANSCRIPTS = (
    *(f"{name}:{{id}}" for name in CONVERSATION_NAMES if name != "conversation"),
    "message_store:{id}",  # LangChain
    *(f"{{id}}:{name}" for name in CONVERSATION_NAMES),
)
"""Where what was said is looked for if `TRANSCRIPT_KEYS` is not set, beside companions of the audio."""

_FACTS = ("meta", "metadata", "info", "status", "config", "state", "format")
_COMPANIONS = (*_FACTS, *CONVERSATION_NAMES)
_COMPANION = re.compile(f"(.+):({'|'.join(_COMPANIONS)})", re.S)
_PLACEHOLDER = re.compile(r"\{(id|track|n)\}")
_BRACES = re.compile(r"\{([^{}]*)\}")
_ANY = {"id": ".*", "track": "[^:]+", "n": r"\d{1,18}"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a key is: which session it belongs to, and what of it.

    track: the direction in the key; empty if it names none. number: of a numbered piece; None if it is
    none. field: that the template names. kind: what tells this template from others, to name a track
    after. is_companion: the key says what the session is, and holds no audio. is_transcript: it is a
    companion that holds what was said.
    """

    session_id: str
    track: str = ""
    number: int | None = None
    field: str | None = None
    kind: str = ""
    is_companion: bool = False
    is_transcript: bool = False


@dataclass(frozen=True)
class Template:
    """A template of `AUDIO_KEYS`.

    key: with its placeholders. field: after the `#`; None if there is none. only_directions: whether
    `{track}` matches the known words for directions alone.

        Template.parse("session:{id}#audio_buffer").field  # "audio_buffer"
    """

    key: str
    field: str | None = None
    only_directions: bool = False

    @classmethod
    def parse(cls, text: str, *, only_directions: bool = False) -> Template:
        """Parses `key` or `key#field`. Raises SettingsError for a template that cannot be used."""
        key, hash_sign, field = text.partition("#")
        if hash_sign and not field:
            raise _unusable(text, "names no field after the #")
        names = _PLACEHOLDER.findall(key)
        unknown = next((name for name in _BRACES.findall(key) if name not in _ANY), None)
        if unknown is not None:
            raise _unusable(text, f"has {{{unknown}}}: only {{id}}, {{track}} and {{n}} are known")
        if names.count("id") != 1:
            raise _unusable(text, "needs {id} exactly once, where the key has the id of the session")
        if len(set(names)) != len(names):
            raise _unusable(text, "has a placeholder twice")
        literal = _PLACEHOLDER.sub("", key)
        if set(literal.replace("{}", "")) & set("{}"):  # `{{id}}` is a hash tag of Redis Cluster
            raise _unusable(text, "has a brace without its pair")
        if not literal:
            raise _unusable(text, "matches every key: put the part around {id} that your keys have in common")
        if "}{" in key:
            raise _unusable(text, "has two placeholders side by side: put what separates them between them")
        return cls(key, field or None, only_directions)

    @cached_property
    def literal(self) -> str:
        """The characters outside placeholders."""
        return _PLACEHOLDER.sub("", self.key)

    @property
    def prefix(self) -> str:
        """The characters before the first placeholder."""
        return _PLACEHOLDER.split(self.key, maxsplit=1)[0]

    @property
    def has_more(self) -> bool:
        """Whether a session has several keys of this template."""
        return "{track}" in self.key or "{n}" in self.key

    @cached_property
    def kind(self) -> str:
        """The literal words, to tell keys of several templates apart: `audio stream`."""
        return " ".join(re.findall(r"\w+", self.literal))

    def glob(self, session_id: str | None = None) -> str:
        """The pattern of SCAN for all keys of the template, or for those of one session."""
        parts = _PLACEHOLDER.split(self.key)
        return "".join(
            _escaped(part)
            if index % 2 == 0
            else "*"
            if part != "id" or session_id is None
            else _escaped(session_id)
            for index, part in enumerate(parts)
        )

    def key_of(self, session_id: str) -> str | None:
        """The only key that a session has by this template; None if it may have several."""
        return None if self.has_more else self.key.replace("{id}", session_id)

    @property
    def specificity(self) -> tuple[int, int]:
        """How much a match says; the higher wins."""
        return len(self.literal), len(_PLACEHOLDER.findall(self.key))

    def regex(self, suffix: str | None = None) -> str:
        """The regular expression of its keys. suffix: of the names of groups; None for no groups."""
        any_of = dict(_ANY)
        if self.only_directions:
            any_of["track"] = "|".join(sorted(DIRECTIONS))
        parts = _PLACEHOLDER.split(self.key)
        return "".join(
            re.escape(part)
            if index % 2 == 0
            else f"(?:{any_of[part]})"
            if suffix is None
            else f"(?P<{part}{suffix}>{any_of[part]})"
            for index, part in enumerate(parts)
        )


class AudioKeys:
    """All templates in use.

    keys = AudioKeys.parse("audio:{id},call:{id}:{track}")
    keys.place("call:42:agent")  # Place(session_id="42", track="agent", …)
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        unique = dict.fromkeys(templates)
        self.templates = tuple(sorted(unique, key=lambda one: one.specificity, reverse=True))

    @classmethod
    def parse(cls, text: str) -> AudioKeys:
        """The templates in a text, separated by commas. Raises SettingsError."""
        parts = [part.strip() for part in text.split(",")]
        if not any(parts):
            raise SettingsError(f"AUDIO_KEYS names no key: {_EXAMPLE}.")
        return cls(Template.parse(part) for part in parts if part)

    @classmethod
    def default(cls) -> AudioKeys:
        """The templates of public voice apps."""
        return cls(Template.parse(text, only_directions=True) for text in DEFAULT_TEMPLATES)

    def with_template(self, template: Template) -> AudioKeys:
        """These templates and one more."""
        return AudioKeys((*self.templates, template))

    def __str__(self) -> str:
        """The templates as `AUDIO_KEYS` has them."""
        return ",".join(one.key + (f"#{one.field}" if one.field else "") for one in self.templates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AudioKeys) and self.templates == other.templates

    def __hash__(self) -> int:
        return hash(self.templates)

    def place(self, key: str) -> Place | None:
        """What a key is; None if it belongs to no session."""
        if self._any.fullmatch(key) is None:
            return None
        direct, of_direct = self._best(key)
        beside = _COMPANION.fullmatch(key)
        if beside is None:
            return direct
        owner, of_owner = self._best(beside[1])
        if owner is None or owner.number is not None or of_owner + len(beside[2]) + 1 < of_direct:
            return direct
        is_said = beside[2] in CONVERSATION_NAMES
        return Place(owner.session_id, owner.track, None, None, owner.kind, True, is_said)

    def _best(self, key: str) -> tuple[Place | None, int]:
        """The place by the most specific template, with its literal characters."""
        found = self._each.fullmatch(key)
        if found is None:
            return None, -1
        assert found.lastgroup is not None
        index = found.lastgroup[1:]
        template = self.templates[int(index)]
        place = Place(
            found[f"id{index}"],
            found[f"track{index}"] if "{track}" in template.key else "",
            int(found[f"n{index}"]) if "{n}" in template.key else None,
            template.field,
            template.kind,
        )
        return place, len(template.literal)

    @cached_property
    def _each(self) -> re.Pattern[str]:
        """Matches what any template matches; the group `t7` and those in it say that it is the seventh."""
        return re.compile(
            "|".join(f"(?P<t{index}>{one.regex(str(index))})" for index, one in enumerate(self.templates)),
            re.S,
        )

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Matches what any template matches, also with the suffix of a companion."""
        either = "|".join(template.regex() for template in self.templates)
        return re.compile(f"(?:{either})(?::(?:{'|'.join(_COMPANIONS)}))?", re.S)

    def keys_of(self, session_id: str) -> list[str]:
        """The keys that a session may have, most specific first.

        Those of `{track}` and `{n}` and those of what was said are left out: there are too many to ask for.
        """
        own = [key for template in self.templates if (key := template.key_of(session_id)) is not None]
        found = [*own, *(f"{key}:{suffix}" for key in own for suffix in _FACTS)]
        return [key for key in found if self._belongs(key, session_id)]

    def globs_of(self, session_id: str) -> list[str]:
        """The patterns of SCAN for those keys of a session that `keys_of` leaves out."""
        return [template.glob(session_id) for template in self.templates if template.has_more]

    def _belongs(self, key: str, session_id: str) -> bool:
        place = self.place(key)
        return place is not None and place.session_id == session_id

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """The beginnings of all keys, none of which begins with another; one empty prefix means all keys."""
        found: list[str] = []
        for prefix in sorted({template.prefix for template in self.templates}):
            if not found or not prefix.startswith(found[-1]):
                found.append(prefix)
        return tuple(found)

    @cached_property
    def globs(self) -> tuple[str, ...]:
        """The patterns of SCAN that together match all keys, as few as possible."""
        with_prefix = [prefix for prefix in self._own_prefixes if prefix]
        rest = [
            template.glob() + ending
            for template in self.templates
            if not template.prefix
            for ending in ("", ":*")
        ]
        return (*(f"{_escaped(prefix)}*" for prefix in with_prefix), *rest)

    @cached_property
    def _own_prefixes(self) -> tuple[str, ...]:
        own = AudioKeys(template for template in self.templates if template.prefix)
        return own.prefixes


@dataclass(frozen=True, slots=True)
class TranscriptKeys:
    """The keys in which apps keep what was said: templates with `{id}`.

    is_set: whether somebody named them, so that they certainly belong to the session.

        TranscriptKeys.parse("said:{id}").keys_of("42")  # ["said:42"]
    """

    templates: tuple[str, ...] = DEFAULT_TRANSCRIPTS
    is_set: bool = False

    @classmethod
    def parse(cls, text: str) -> TranscriptKeys:
        """The templates in a text, separated by commas. Raises SettingsError."""
        templates = tuple(part.strip() for part in text.split(",") if part.strip())
        for one in templates or (text,):
            if one.count("{id}") != 1 or one == "{id}":
                raise SettingsError(
                    f"TRANSCRIPT_KEYS: {one!r} needs {{id}} once, and what else the key has: "
                    "write a template such as transcript:{id}."
                )
        return cls(templates, is_set=True)

    def keys_of(self, session_id: str) -> list[str]:
        """The keys that a session may have."""
        return [template.replace("{id}", session_id) for template in self.templates]


_EXAMPLE = "write a template such as audio:{id} or session:{id}#audio_buffer"


def _escaped(text: str) -> str:
    """Text in which SCAN sees no wildcards."""
    return "".join(f"\\{char}" if char in "*?[]^\\" else char for char in text)


def _unusable(text: str, why: str) -> SettingsError:
    return SettingsError(f"AUDIO_KEYS: {text!r} {why}; {_EXAMPLE}.")
