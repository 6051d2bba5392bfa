"""The fix as code: what it writes is what the player reads, and names from Redis stay names."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sambanova.audio_format import AudioFormat
from sambanova.diagnosis import fixes
from sambanova.diagnosis.code_text import literal
from sambanova.diagnosis.fixes import Stored, declare_fix, fix_for
from sambanova.findings import Finding
from sambanova.key_text import text_of_key
from sambanova.settings import Settings
from tests.parts import RedisServer, Sessions, require_program

SOUND = bytes(range(256)) * 8
FORMAT = AudioFormat("s16le", 1, 16_000)
HOSTILE = b"session:'\"$(id)`\\\n%field%;\xe2\x80\xae\xff"
KINDS = ("hash", "string", "list", "stream")


def finding(code: str, **values: Any) -> Finding:
    return Finding(code, "warning", "Something was found.", "Change it.", **values)


def stored(kind: str, key: bytes = b"audio:42") -> Stored:
    field = {"hash": "audio_buffer", "stream": "audio_data"}.get(kind)
    return Stored(text_of_key(key), kind, field, FORMAT)


def code_of(code: str, language: str, place: Stored, **values: Any) -> str:
    fix = fix_for(finding(code, **values), place)
    assert fix is not None, code
    return next(one.code for one in fix.snippets if one.language == language)


def held(client: Any, key: bytes) -> bytes:
    """The audio at a key of any type, its chunks joined."""
    kind = client.type(key)
    if kind == b"hash":
        return bytes(client.hget(key, "audio_buffer") or b"")
    if kind == b"list":
        return b"".join(client.lrange(key, 0, -1))
    if kind == b"stream":
        return b"".join(fields[b"audio_data"] for _, fields in client.xrange(key))
    return bytes(client.get(key) or b"")


class TestNames:
    @given(st.binary(min_size=1, max_size=40))
    def test_a_literal_of_python_is_its_bytes_on_one_line(self, name: bytes) -> None:
        text = literal(name, "python")
        assert text.isprintable()
        assert text.isascii()
        value = eval(text)
        assert (value.encode() if isinstance(value, str) else value) == name

    @given(st.binary(min_size=1, max_size=40))
    def test_literals_of_all_languages_are_one_line_of_ascii(self, name: bytes) -> None:
        for language in ("shell", "node", "go"):
            text = literal(name, language)
            assert text.isprintable()
            assert text.isascii()

    def test_bash_and_node_read_a_hostile_name_as_it_is(self) -> None:
        require_program("bash")
        name = HOSTILE.replace(b"\0", b"")
        said = subprocess.run(
            ["bash", "-c", f"printf %s {literal(name, 'shell')}"], capture_output=True, check=True
        )
        assert said.stdout == name
        if shutil.which("node"):
            for one in (name, "session:ü'\"\\\n${1}😀\u2028".encode()):
                code = f"process.stdout.write({literal(one, 'node')})"
                assert subprocess.run(["node", "-e", code], capture_output=True, check=True).stdout == one

    def test_a_literal_of_go_has_only_escapes_of_bytes(self) -> None:
        assert literal('ü😀"\\'.encode(), "go") == r'"\xc3\xbc\xf0\x9f\x98\x80\x22\x5c"'


class TestDeclaring:
    @pytest.mark.parametrize("key", [b"session:42", HOSTILE])
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_rate_is_declared_where_the_player_reads_it(
        self, redis_server: RedisServer, kind: str, key: bytes, tmp_path: Path
    ) -> None:
        require_program("redis-cli", "bash")
        place = stored(kind, key)
        with redis_server.client() as client:
            if kind == "hash":
                client.hset(key, "audio_buffer", SOUND)
            for language in ("python", "shell"):
                code = code_of("rate_unlikely", language, place, right_rate=24_000)
                if language == "python":
                    exec(code, {"r": client, "chunk": SOUND})
                else:
                    run_shell(code, redis_server, tmp_path)
                if kind == "stream":
                    entry = client.xrevrange(key, count=1)[0][1]
                    assert entry[b"sample_rate"] == b"24000"
                    assert entry[b"audio_data"] == SOUND
                else:
                    about = key if kind == "hash" else key + b":meta"
                    assert client.hget(about, "sample_rate") == b"24000"
                    client.hdel(about, "sample_rate")

    def test_a_session_is_read_as_declared_afterwards(self, redis_server: RedisServer) -> None:
        sessions = Sessions(Settings(redis_url=redis_server.url))
        try:
            with redis_server.client() as client:
                client.rpush("audio:42", SOUND)
                exec(
                    code_of("rate_unlikely", "python", stored("list"), right_rate=24_000),
                    {"r": client},
                )
            sessions.list()
            assert sessions.fields("42")["sample_rate"] == "24000"
        finally:
            sessions.close()

    def test_only_a_guess_asks_for_a_declaration(self) -> None:
        assert declare_fix(stored("list")) is not None
        told = AudioFormat("s16le", 1, 16_000, sources=("session", "session", "session"))
        assert declare_fix(Stored("audio:1", "list", None, told)) is None
        webm = AudioFormat("opus", 1, 48_000, container="webm")
        assert declare_fix(Stored("audio:1", "list", None, webm)) is None


def run_shell(code: str, server: RedisServer, folder: Path) -> None:
    """Runs a snippet in a shell, on the server of the test."""
    (folder / "chunk.pcm").write_bytes(SOUND)
    (folder / "recording.pcm").write_bytes(SOUND)
    (folder / "recording.hex").write_text(SOUND.hex())
    here = code.replace("redis-cli", f"redis-cli -p {server.port}")
    subprocess.run(["bash", "-ec", f"set -o pipefail; {here}"], cwd=folder, check=True, capture_output=True)


def wav_of(frames: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(frames)
    return file.getvalue()


CHUNKS = [base64.b64encode(SOUND[start : start + 100]).decode() for start in range(0, len(SOUND), 100)]
TEXT = base64.b64encode(SOUND).decode()
NAMES = {"chunks": CHUNKS, "sound": SOUND, "chunk": SOUND}
WRITERS: list[tuple[str, dict[str, Any], bytes]] = [
    ("base64_concatenated", NAMES, TEXT.encode()),
    ("base64_missing_padding", NAMES, TEXT.encode()),
    ("base64_of_base64", {"text": TEXT}, TEXT.encode()),
    ("data_url_prefix", {"text": f"data:audio/wav;base64,{TEXT}"}, TEXT.encode()),
    ("hexadecimal_text", {"text": SOUND.hex()}, SOUND),
    ("bytes_as_text", NAMES, SOUND),
    ("wav_header_repeated", {"chunk": wav_of(SOUND)}, SOUND),
    ("container_length_wrong", NAMES, wav_of(SOUND)),
]
ADDERS: list[tuple[str, dict[str, Any]]] = [
    ("chunk_missing", NAMES),
    ("byte_slip", {"chunk": SOUND[1:] + b"x", "rest": SOUND[:1]}),
    ("chunk_doubled", {"chunk": SOUND, "number": 2, "last": 1}),
]


@pytest.mark.parametrize("kind", KINDS)
class TestWhatIsWritten:
    def test_python_writes_what_the_fix_promises(self, redis_server: RedisServer, kind: str) -> None:
        place = stored(kind)
        with redis_server.client() as client:
            for code, names, expected in WRITERS:
                client.flushall()
                exec(code_of(code, "python", place), {"r": client, **names})
                assert held(client, b"audio:42") == expected, code
            for code, names in ADDERS:
                client.flushall()
                exec(code_of(code, "python", place), {"r": client, **names})
                assert held(client, added(kind)) == SOUND, code

    def test_the_shell_writes_the_same(self, redis_server: RedisServer, kind: str, tmp_path: Path) -> None:
        require_program("redis-cli", "bash", "xxd")
        place = stored(kind)
        with redis_server.client() as client:
            for code, expected in (("base64_missing_padding", TEXT.encode()), ("hexadecimal_text", SOUND)):
                client.flushall()
                run_shell(code_of(code, "shell", place), redis_server, tmp_path)
                assert held(client, b"audio:42") == expected, code
            client.flushall()
            run_shell(code_of("chunk_missing", "shell", place), redis_server, tmp_path)
            assert held(client, added(kind)) == SOUND


@pytest.mark.parametrize("kind", ["hash", "stream"])
def test_node_writes_the_same(redis_server: RedisServer, kind: str, tmp_path: Path) -> None:
    require_program("node")
    place = stored(kind)
    with redis_server.client() as client:
        for code, names, expected in WRITERS:
            client.flushall()
            run_node(code_of(code, "node", place), names, redis_server, tmp_path)
            assert held(client, b"audio:42") == expected, code
        for code, names in ADDERS:
            client.flushall()
            run_node(code_of(code, "node", place), names, redis_server, tmp_path)
            assert held(client, added(kind)) == SOUND, code


def added(kind: str) -> bytes:
    """Where chunks are added: a hash field takes none."""
    return b"audio:42:audio" if kind == "hash" else b"audio:42"


_NODE = """
import net from 'node:net';
const socket = net.connect(PORT);
const waiting = [];
socket.on('data', (data) => {
  if (String(data).startsWith('-')) throw new Error(String(data));
  waiting.shift()();
});
function send(...words) {
  const bytes = words.map((word) => Buffer.from(word));
  socket.write(Buffer.concat([Buffer.from(`*${bytes.length}\\r\\n`),
    ...bytes.flatMap((one) => [Buffer.from(`$${one.length}\\r\\n`), one, Buffer.from('\\r\\n')])]));
  return new Promise((resolve) => waiting.push(resolve));
}
const client = {
  hSet: (key, ...rest) => send('HSET', key, ...(rest.length > 1 ? rest : Object.entries(rest[0]).flat())),
  set: (key, value) => send('SET', key, value),
  append: (key, value) => send('APPEND', key, value),
  rPush: (key, value) => send('RPUSH', key, value),
  xAdd: (key, id, fields) => send('XADD', key, id, ...Object.entries(fields).flat()),
};
"""


def run_node(code: str, names: dict[str, Any], server: RedisServer, folder: Path) -> None:
    """Runs a snippet in Node, with a client that has the calls of node-redis."""
    lines = [
        f"let {name} = Buffer.from('{value.hex()}', 'hex');"
        if isinstance(value, bytes)
        else f"let {name} = {json.dumps(value)};"
        for name, value in names.items()
    ]
    for name in ("sound", "frames"):  # which the snippet makes itself
        if f"const {name} " in code:
            lines = [line for line in lines if not line.startswith(f"let {name} ")]
    program = folder / "fix.mjs"
    program.write_text("\n".join([_NODE.replace("PORT", str(server.port)), *lines, code, "socket.end();"]))
    done = subprocess.run(["node", str(program)], capture_output=True, text=True, check=False, timeout=20)
    assert done.returncode == 0, f"{done.stderr}\n{code}"


def test_a_queue_writes_all_chunks_in_order(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        names: dict[str, Any] = {"r": client}
        exec(code_of("dropout", "python", stored("list")), names)
        for chunk in CHUNKS:
            names["recorded"].put(chunk.encode())
        exec(code_of("end_cut", "python", stored("list")), names)
        assert client.lrange("audio:42", 0, -1) == [chunk.encode() for chunk in CHUNKS]
        assert client.hget("audio:42:meta", "is_recording") == b"False"


def test_the_pre_roll_writes_what_came_before_speech(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        names: dict[str, Any] = {"r": client}
        exec(code_of("start_cut", "python", stored("list")), names)
        for number in range(100):
            names["heard"](b"%d" % number, number >= 60)
        assert client.lrange("audio:42", 0, -1) == [b"%d" % number for number in range(36, 100)]


def test_one_channel_of_two_is_kept(redis_server: RedisServer) -> None:
    stereo = Stored("audio:42", "list", None, AudioFormat("s16le", 2, 16_000))
    both = np.array([[1, -1], [2, -2]], "<i2").tobytes()
    with redis_server.client() as client:
        exec(code_of("channels_equal", "python", stereo), {"r": client, "chunk": both})
        assert client.lindex("audio:42", 0) == np.array([1, 2], "<i2").tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_a_line_of_its_own(redis_server: RedisServer, kind: str) -> None:
    with redis_server.client() as client:
        for number in (1, 2):
            names = {"r": client, "message": {"number": number}}
            exec(code_of("json_lines_damaged", "python", stored(kind)), names)
        lines = held(client, added(kind)).splitlines()
    assert [json.loads(line) for line in lines] == [{"number": 1}, {"number": 2}]


@pytest.mark.parametrize("kind", KINDS)
def test_no_snippet_has_a_place_that_was_not_filled(kind: str) -> None:
    for code in fixes._FIXES:
        fix = fix_for(finding(code, right_rate=16_000), stored(kind))
        if fix is None:
            assert code in ("declared_format_unlikely",), code  # without candidates
            continue
        assert fix.title.endswith(".")
        for snippet in fix.snippets:
            assert "%" not in snippet.code.replace(" % ", ""), snippet.code
            if snippet.language == "python":
                compile(snippet.code, code, "exec")
