"""Says what is in a Redis in which the player finds no session, and which AUDIO_KEYS would find some.

The running player is asked, since it has the connection and the settings.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from sambanova.findings import counted
from sambanova.start.terminal import Checklist

_SCAN_PATIENCE = 5.0  # seconds until a large Redis is left to the page
_MAX_GROUPS = 6

Answer = Mapping[str, Any]


def report(ask: Callable[[str], Answer | None], checklist: Checklist) -> None:
    """Reports what is in Redis if there is no session in it.

    ask: the JSON answer of the player to a path; None if it refuses or does not answer.
    """
    if not _is_without_sessions(ask):
        return
    found = ask("/api/survey")
    if found is None:
        return
    if not found["keys"]:
        checklist.ok("Sessions", "none yet: this Redis is empty")
        return
    checklist.missing(
        "Sessions", f"none where AUDIO_KEYS looks; {counted(found['keys'], 'key')} in this Redis:"
    )
    groups = found["groups"]
    width = max((len(_amount(group)) for group in groups[:_MAX_GROUPS]), default=0)
    checklist.details(f"{_amount(group):<{width}}  {_described(group)}" for group in groups[:_MAX_GROUPS])
    if len(groups) > _MAX_GROUPS:
        checklist.details(["and others"])
    if found["suggestion"]:
        checklist.details(["This line in the file .env, and a new start, show what looks like audio:"])
        checklist.command(found["suggestion"])
    else:
        checklist.details(["None of it looks like audio. AUDIO_KEYS in .env says where yours is."])


def _is_without_sessions(ask: Callable[[str], Answer | None]) -> bool:
    """Whether all of Redis was read, and there is no session."""
    until = time.monotonic() + _SCAN_PATIENCE
    while True:
        listed = ask("/api/sessions?limit=1")
        if listed is None or listed["total"]:
            return False
        if listed["complete"]:
            return True
        if time.monotonic() > until:
            return False


def _amount(group: Answer) -> str:
    """`1,200 keys of type list`."""
    return f"{counted(group['count'], 'key')} of type {group['type']}"


def _described(group: Answer) -> str:
    """The pattern of a group, an example where it is another text, and whether it looks like audio."""
    example = "" if group["example"] == group["pattern"] else f", such as {group['example']}"
    looks = " (looks like audio)" if group["looks_like"] == "audio" else ""
    return f"{group['pattern']}{example}{looks}"
