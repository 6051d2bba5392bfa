"""A made call of two sides, whose words and turns are known, as apps write it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.parts import RedisServer, as_s16

RATE = 16000
BEGAN = 1_760_000_000.0  # Unix seconds
LENGTH = 22.0  # seconds
CHUNK = RATE // 10


@dataclass(frozen=True)
class Said:
    """What a side says. start, end: seconds."""

    role: str
    text: str
    start: float
    end: float


CALL = (
    Said("user", "Hello there I need some help with my order", 1.0, 3.4),
    Said("agent", "Sure what is the number of your order", 5.8, 8.1),
    Said("user", "It is four two nine one seven", 9.25, 11.6),
    Said("agent", "Thank you one moment please while I look", 12.4, 14.9),
    Said("user", "No wait it was four two nine one eight", 14.5, 16.7),
    Said("agent", "All right I have found it now", 18.03, 20.1),
)


def words_of(one: Said) -> list[tuple[str, float, float]]:
    """Its words, each with start and end."""
    words = one.text.split()
    step = (one.end - one.start) / len(words)
    return [
        (word, round(one.start + index * step, 3), round(one.start + (index + 1) * step - 0.02, 3))
        for index, word in enumerate(words)
    ]


def voice(role: str, seed: int) -> NDArray[np.float32]:
    """The channel of a side: a tone with a hum for each of its words, noise behind it."""
    samples = np.random.default_rng(seed).standard_normal(round(LENGTH * RATE)).astype(np.float32) * 3e-4
    for one in CALL:
        if one.role == role:
            first, last = round(one.start * RATE), round(one.end * RATE)
            at = np.arange(last - first) / RATE
            tone = np.sin(2 * np.pi * 180 * at) + 0.5 * np.sin(2 * np.pi * 1300 * at)
            samples[first:last] += (0.25 * tone * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at))).astype(np.float32)
    return samples


def record(redis_server: RedisServer, session_id: str = "call") -> str:
    """Writes both sides as streams, whose ids tell when each tenth of a second was over."""
    with redis_server.client() as client, client.pipeline(transaction=False) as pipeline:
        for seed, role in enumerate(("user", "agent"), 1):
            samples = voice(role, seed)
            for place in range(0, len(samples), CHUNK):
                written = round((BEGAN + (place + CHUNK) / RATE) * 1000)
                fields: dict[Any, Any] = {
                    "audio_data": as_s16(samples[place : place + CHUNK]),
                    "sample_rate": str(RATE),
                    "sample_width": "2",
                }
                pipeline.xadd(f"audio:stream:{session_id}:{role}", fields, id=f"{written}-0")
        pipeline.execute()
    return session_id


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(BEGAN + seconds, timezone.utc).isoformat(timespec="milliseconds")


def _each(make: Callable[[Said], dict[str, Any]]) -> str:
    return json.dumps([make(one) for one in CALL])


SHAPES: dict[str, tuple[str, str]] = {
    "seconds": (
        "messages",
        _each(lambda s: {"role": s.role, "content": s.text, "start": s.start, "end": s.end}),
    ),
    "milliseconds": (
        "transcript",
        _each(
            lambda s: {
                "speaker": s.role,
                "text": s.text,
                "start": round(s.start * 1000),
                "end": round(s.end * 1000),
            }
        ),
    ),
    "named milliseconds": (
        "turns",
        _each(lambda s: {"from": s.role, "text": s.text, "startMs": s.start * 1000, "endMs": s.end * 1000}),
    ),
    "a length": (
        "history",
        _each(
            lambda s: {
                "role": s.role,
                "content": s.text,
                "offset": s.start,
                "duration": round(s.end - s.start, 3),
            }
        ),
    ),
    "parts, Unix seconds": (
        "conversation",
        json.dumps(
            {
                "id": "x",
                "items": [
                    {
                        "type": "message",
                        "role": one.role,
                        "content": [{"type": "audio", "transcript": one.text}],
                        "start_time": BEGAN + one.start,
                        "end_time": BEGAN + one.end,
                    }
                    for one in CALL
                ],
            }
        ),
    ),
    "Unix milliseconds as Vapi": (
        "messages",
        _each(
            lambda s: {
                "role": s.role,
                "message": s.text,
                "time": round((BEGAN + s.start) * 1000),
                "endTime": round((BEGAN + s.end) * 1000),
                "secondsFromStart": s.start,
                "duration": round((s.end - s.start) * 1000),
            }
        ),
    ),
    "ISO": (
        "transcript",
        _each(
            lambda s: {
                "role": s.role,
                "content": s.text,
                "created_at": _iso(s.start),
                "ended_at": _iso(s.end).replace("+00:00", "Z"),
            }
        ),
    ),
    "local ISO": (
        "transcript",
        _each(
            lambda s: {
                "role": s.role,
                "text": s.text,
                "started_at": _iso(s.start + 7200)[:-6],
                "ended_at": _iso(s.end + 7200)[:-6],
            }
        ),
    ),
    "words as Retell": (
        "transcript_object",
        _each(
            lambda s: {
                "role": s.role,
                "content": s.text,
                "words": [{"word": word, "start": start, "end": end} for word, start, end in words_of(s)],
            }
        ),
    ),
    "words in milliseconds": (
        "transcript",
        json.dumps(
            {
                "utterances": [
                    {
                        "speaker": one.role,
                        "text": one.text,
                        "start": one.start * 1000,
                        "end": one.end * 1000,
                        "words": [
                            {"text": word, "start": start * 1000, "end": end * 1000}
                            for word, start, end in words_of(one)
                        ],
                    }
                    for one in CALL
                ]
            }
        ),
    ),
    "words alone as Deepgram": (
        "transcript",
        json.dumps(
            {
                "results": {
                    "channels": [
                        {
                            "alternatives": [
                                {
                                    "transcript": "all of it",
                                    "words": [
                                        {"word": word, "start": start, "end": end, "speaker": one.role}
                                        for one in CALL
                                        for word, start, end in words_of(one)
                                    ],
                                }
                            ]
                        }
                    ]
                }
            }
        ),
    ),
    "one object a line": (
        "messages",
        "\n".join(
            json.dumps({"role": one.role, "text": one.text, "start": one.start, "end": one.end})
            for one in CALL
        ),
    ),
}
"""The call in each shape: the name of the field, and what stands in it."""
