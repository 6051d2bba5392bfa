"""Names that voice apps give to audio, to the direction of a track, and to what was said.

Field names of hashes, of stream entries and of JSON objects are the same, so they stand here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

AUDIO_NAMES = (
    "audio_buffer",
    "audio_data",
    "audio",
    "audio_b64",
    "audio_base64",
    "audioData",
    "audioBuffer",
    "audio_bytes",
    "audio_chunk",
    "audioChunk",
    "pcm",
    "pcm_b64",
    "pcm_data",
    "wav",
    "payload",
    "chunk",
    "chunk_data",
    "data",
    "bytes",
    "buffer",
    "delta",
)
"""Names of fields that hold audio, the surest first."""

_RANKS = {name.lower(): rank for rank, name in reversed(list(enumerate(AUDIO_NAMES)))}
_WORDS_OF_AUDIO = ("audio", "chunk", "buffer", "pcm", "wav", "voice", "speech")

SIDES = {
    "caller": ("user", "caller", "customer", "human", "client", "inbound", "in", "input", "mic")
    + ("microphone", "callee", "patient", "guest", "remote", "rx", "left"),
    "agent": ("agent", "assistant", "bot", "ai", "model", "system", "outbound", "out", "output")
    + ("speaker", "tts", "local", "tx", "right", "response"),
}
"""The words that name the direction of a track, by whom it is of."""

DIRECTIONS = frozenset(SIDES["caller"] + SIDES["agent"])
"""All words that name the direction of a track."""

DIRECTION_FIELDS = ("track", "role", "speaker", "direction", "participant", "side", "channel_name", "source")
"""Names of fields whose value names the direction of a track."""

CONVERSATION_NAMES = ("messages", "transcript", "events", "turns", "history", "conversation") + (
    (
        "transcripts",
        "transcription",
        "transcript_object",
        "chat_history",
        "utterances",
        "segments",
        "dialogue",
    )
)
"""Names of fields and keys that hold what was said, without a direction."""


def says_conversation(name: str) -> bool:
    """Whether a name says that it holds what was said: `messages`, `chatHistory`, `user_transcript`."""
    return without_direction(name) in CONVERSATION_NAMES


def without_direction(name: str) -> str:
    """A name in snake case without a direction at an end: `transcript` for `userTranscript`."""
    snake = snake_case(name).removesuffix("_json")
    direction = direction_in(snake)
    if direction is None or direction == snake:
        return snake
    return snake.removeprefix(f"{direction}_").removesuffix(f"_{direction}")


def snake_case(name: str) -> str:
    """A name in snake case: `start_time` for `startTime`."""
    return re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", name).lower().replace("-", "_")


def says_audio(name: str) -> bool:
    """Whether a name says that it holds audio: `user_audio`, `audioChunk`, `pcmBuffer`."""
    lowered = name.lower()
    return any(word in lowered for word in _WORDS_OF_AUDIO)


def direction_in(name: str) -> str | None:
    """The direction that a name begins or ends with: `user` for `user_audio`; None if there is none.

    direction_in("audio_outbound")  # "outbound"
    """
    parts = [part for part in name.lower().replace("-", "_").replace(":", "_").split("_") if part]
    if len(parts) < 2:
        return parts[0] if parts and parts[0] in DIRECTIONS else None
    return next((part for part in (parts[0], parts[-1]) if part in DIRECTIONS), None)


def known_name(names: Iterable[str]) -> str | None:
    """The surest of the names that are known to hold audio, ignoring case; None if there is none."""
    ranked = [(_RANKS[name.lower()], name) for name in names if name.lower() in _RANKS]
    return min(ranked)[1] if ranked else None
