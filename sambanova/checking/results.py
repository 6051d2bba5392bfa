"""What checks found, by session: in memory, bounded, and ready to be filtered by."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from sambanova.diagnosis.verdict import OUTCOMES
from sambanova.sessions.query import SessionQuery

MAX_RESULTS = 200_000
"""Sessions of which the result is kept; about half a kilobyte each."""

MAX_FIELDS_BYTES = 64 << 20
"""Characters of the fields of all sessions that are kept to search in."""

_MAX_SENTENCE = 240  # characters
_MAX_FIELDS = 24  # of one session
_MAX_VALUE = 120  # characters of a field
_MAX_NAMES = 2000  # different names of fields

Version = tuple[int | None, int]
"""Which state of a session was checked: the stamp of the index, and the stored length."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a session found.

    severity: of the verdict; None if the session could not be checked. codes: of all findings, each once.
    serious: findings that are warnings or errors. duration: seconds; None if it is no audio. short: the
    format in two or three words.
    """

    version: Version
    severity: str | None
    sentence: str = ""
    codes: tuple[str, ...] = ()
    serious: int = 0
    duration: float | None = None
    short: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, version: Version, audio_info: Mapping[str, Any], fields: Mapping[str, str]) -> Checked:
        """The result that the `audio_info` of a session tells. fields: of the session."""
        verdict, findings = audio_info["verdict"], audio_info["findings"]
        audio_format = audio_info["format"]
        kept = tuple((name.casefold(), text[:_MAX_VALUE].casefold()) for name, text in fields.items())
        return cls(
            version,
            verdict["severity"],
            verdict["sentence"][:_MAX_SENTENCE],
            tuple(dict.fromkeys(finding["code"] for finding in findings)),
            sum(finding["severity"] != "info" for finding in findings),
            audio_info["duration"],
            audio_format["short"] if audio_format else "",
            kept[:_MAX_FIELDS],
        )

    def verdict(self) -> dict[str, Any] | None:
        """The verdict as the list of sessions has it; None if there is none."""
        if self.severity is None:
            return None
        return {
            "severity": self.severity,
            "sentence": self.sentence,
            "codes": list(self.codes),
            "serious": self.serious,
            "duration": self.duration,
            "short": self.short,
            "length": self.version[1],
        }

    def as_json(self, session_id: str) -> dict[str, Any]:
        """The result as `sessions_checked` sends it."""
        return {"session_id": session_id, "length": self.version[1], "verdict": self.verdict()}


class Results:
    """The results of all sessions. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, Checked] = {}
        self._by_code: dict[str, set[str]] = {}
        self._by_severity: dict[str, set[str]] = {outcome: set() for outcome in OUTCOMES}
        self._names: dict[str, int] = {}  # of fields, with the number of sessions that have one
        self._characters = 0

    def __len__(self) -> int:
        """The number of sessions with a result."""
        return len(self._kept)

    @property
    def is_full(self) -> bool:
        """Whether no further session is kept."""
        return len(self._kept) >= MAX_RESULTS

    def get(self, session_id: str) -> Checked | None:
        """The last result of a session."""
        return self._kept.get(session_id)

    def put(self, session_id: str, checked: Checked) -> None:
        """Keeps the result of a session; without room, only of one that is known."""
        with self._lock:
            self._remove(session_id)
            if self.is_full:
                return
            length = sum(len(name) + len(text) for name, text in checked.fields)
            if self._characters + length > MAX_FIELDS_BYTES:
                checked = _without_fields(checked)
                length = 0
            self._characters += length
            self._kept[session_id] = checked
            for code in checked.codes:
                self._by_code.setdefault(code, set()).add(session_id)
            if checked.severity in self._by_severity:
                self._by_severity[checked.severity].add(session_id)
            for name, _ in checked.fields:
                if name in self._names or len(self._names) < _MAX_NAMES:
                    self._names[name] = self._names.get(name, 0) + 1

    def drop(self, session_ids: Iterable[str]) -> None:
        """Forgets sessions that are gone."""
        with self._lock:
            for session_id in session_ids:
                self._remove(session_id)

    def _remove(self, session_id: str) -> None:
        before = self._kept.pop(session_id, None)
        if before is None:
            return
        for code in before.codes:
            self._by_code[code].discard(session_id)
            if not self._by_code[code]:
                del self._by_code[code]
        if before.severity in self._by_severity:
            self._by_severity[before.severity].discard(session_id)
        for name, text in before.fields:
            self._characters -= len(name) + len(text)
            if name in self._names:
                self._names[name] -= 1
                if not self._names[name]:
                    del self._names[name]

    def has_field(self, name: str) -> bool:
        """Whether a session that was checked has a field of this name, in any case of letters."""
        return name.casefold() in self._names

    def matching(self, query: SessionQuery) -> Set[str] | None:
        """The ids of the sessions whose result fits a query; None if it asks for no result."""
        with self._lock:
            sets: list[Set[str]] = [self._by_code.get(code, set()) for code in query.findings]
            if query.verdicts:
                sets.append(set().union(*(self._by_severity.get(one, set()) for one in query.verdicts)))
            if query.other_fields:
                wanted = [(name.casefold(), text.casefold()) for name, text in query.other_fields]
                sets.append({key for key, one in self._kept.items() if _has(one.fields, wanted)})
            return set.intersection(*map(set, sets)) if sets else None


def _has(fields: tuple[tuple[str, str], ...], wanted: list[tuple[str, str]]) -> bool:
    """Whether each of the wanted texts is part of the field of that name."""
    return all(any(name == own and text in value for own, value in fields) for name, text in wanted)


def _without_fields(checked: Checked) -> Checked:
    return Checked(
        checked.version,
        checked.severity,
        checked.sentence,
        checked.codes,
        checked.serious,
        checked.duration,
        checked.short,
    )
