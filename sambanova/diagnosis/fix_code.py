"""The code of fixes, with places for names: `%key%` stands for the key as a literal of the language.

`r` is a client of redis-py, `client` one of node-redis, `rdb` one of go-redis; `chunk` is what was recorded
last, as bytes, and `chunks` are all of them. Each table has the languages in which the fix is written.
"""

from __future__ import annotations

from sambanova.diagnosis.code_text import Language

Code = dict[Language, str]

ADD: dict[str, Code] = {
    "string": {
        "shell": "redis-cli -x APPEND %key% < chunk.pcm",
        "python": "r.append(%key%, chunk)",
        "node": "await client.append(%key%, chunk);",
        "go": "err := rdb.Append(ctx, %key%, string(chunk)).Err()",
    },
    "list": {
        "shell": "redis-cli -x RPUSH %key% < chunk.pcm",
        "python": "r.rpush(%key%, chunk)",
        "node": "await client.rPush(%key%, chunk);",
        "go": "err := rdb.RPush(ctx, %key%, chunk).Err()",
    },
    "stream": {
        "shell": "redis-cli -x XADD %key% '*' %field% < chunk.pcm",
        "python": "r.xadd(%key%, {%field%: chunk})",
        "node": "await client.xAdd(%key%, '*', { [%field%]: chunk });",
        "go": (
            "err := rdb.XAdd(ctx, &redis.XAddArgs{\n"
            "\tStream: %key%,\n"
            "\tValues: map[string]any{%field%: chunk},\n"
            "}).Err()"
        ),
    },
}
"""One command that adds a chunk, by the Redis type; a hash field has none."""

WRITE: dict[str, Code] = {
    "hash": {
        "python": "r.hset(%key%, %field%, %value%)",
        "node": "await client.hSet(%key%, %field%, %value%);",
        "go": "err := rdb.HSet(ctx, %key%, %field%, %value%).Err()",
    },
    "string": {
        "python": "r.set(%key%, %value%)",
        "node": "await client.set(%key%, %value%);",
        "go": "err := rdb.Set(ctx, %key%, %value%, redis.KeepTTL).Err()",
    },
    "list": {
        "python": "r.rpush(%key%, %value%)",
        "node": "await client.rPush(%key%, %value%);",
        "go": "err := rdb.RPush(ctx, %key%, %value%).Err()",
    },
    "stream": {
        "python": "r.xadd(%key%, {%field%: %value%})",
        "node": "await client.xAdd(%key%, '*', { [%field%]: %value% });",
        "go": (
            "err := rdb.XAdd(ctx, &redis.XAddArgs{\n"
            "\tStream: %key%,\n"
            "\tValues: map[string]any{%field%: %value%},\n"
            "}).Err()"
        ),
    },
}
"""Writes a value, by the Redis type."""

WRITE_SHELL = {
    "hash": "-x HSET %key% %field%",
    "string": "-x SET %key%",
    "list": "-x RPUSH %key%",
    "stream": "-x XADD %key% '*' %field%",
}
"""The arguments of redis-cli that write what it reads, by the Redis type."""

DECLARE: Code = {
    "shell": "redis-cli HSET %key% %words%",
    "python": "r.hset(%key%, mapping={%pairs%})",
    "node": "await client.hSet(%key%, { %pairs% });",
    "go": "err := rdb.HSet(ctx, %key%, %words%).Err()",
}

DECLARE_IN_STREAM: Code = {
    "shell": "redis-cli -x XADD %key% '*' %words% %field% < chunk.pcm",
    "python": "r.xadd(%key%, {%field%: chunk, %pairs%})",
    "node": "await client.xAdd(%key%, '*', { [%field%]: chunk, %pairs% });",
    "go": (
        "err := rdb.XAdd(ctx, &redis.XAddArgs{\n"
        "\tStream: %key%,\n"
        "\tValues: []any{%field%, chunk, %words%},\n"
        "}).Err()"
    ),
}

JOIN_BASE64: Code = {
    "python": (
        "import base64\n\n"
        'sound = b"".join(base64.b64decode(chunk) for chunk in chunks)\n'
        "%write:base64.b64encode(sound)%"
    ),
    "node": (
        "const sound = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, 'base64')));\n"
        "%write:sound.toString('base64')%"
    ),
    "go": (
        "var sound []byte\n"
        "for _, chunk := range chunks {\n"
        "\tpart, err := base64.StdEncoding.DecodeString(chunk)\n"
        "\tif err != nil {\n"
        "\t\treturn err\n"
        "\t}\n"
        "\tsound = append(sound, part...)\n"
        "}\n"
        "%write:base64.StdEncoding.EncodeToString(sound)%"
    ),
}

ENCODE_BASE64: Code = {
    "shell": "base64 -w0 recording.pcm | redis-cli %write_shell%",
    "python": "import base64\n\n%write:base64.b64encode(sound)%",
    "node": "%write:sound.toString('base64')%",
    "go": "%write:base64.StdEncoding.EncodeToString(sound)%",
}

TEXT_ONCE: Code = {
    "python": "import base64\n\nsound = base64.b64decode(text)\n%write:base64.b64encode(sound)%",
    "node": "const sound = Buffer.from(text, 'base64');\n%write:sound.toString('base64')%",
    "go": (
        "sound, err := base64.StdEncoding.DecodeString(text)\n"
        "if err != nil {\n"
        "\treturn err\n"
        "}\n"
        "%rewrite:base64.StdEncoding.EncodeToString(sound)%"
    ),
}

DATA_URL: Code = {
    "python": '_, _, text = text.rpartition(",")\n%write:text%',
    "node": "text = text.slice(text.lastIndexOf(',') + 1);\n%write:text%",
    "go": 'text = text[strings.LastIndex(text, ",")+1:]\n%write:text%',
}

FROM_HEXADECIMAL: Code = {
    "shell": "xxd -r -p recording.hex | redis-cli %write_shell%",
    "python": "sound = bytes.fromhex(text)\n%write:sound%",
    "node": "const sound = Buffer.from(text, 'hex');\n%write:sound%",
    "go": ("sound, err := hex.DecodeString(text)\nif err != nil {\n\treturn err\n}\n%rewrite:sound%"),
}

BYTES: Code = {
    "python": '# Not chunk.decode("latin-1"), which becomes UTF-8 on its way.\n%write:bytes(chunk)%',
    "node": "// Not chunk.toString('binary'), which becomes UTF-8 on its way.\n%write:Buffer.from(chunk)%",
    "go": "// Not string(rune(b)) for each byte, which becomes UTF-8.\n%write:chunk%",
}

WITHOUT_HEADER: Code = {
    "python": (
        "import io\n"
        "import wave\n\n"
        "with wave.open(io.BytesIO(chunk)) as file:\n"
        "    frames = file.readframes(file.getnframes())\n"
        "%write:frames%"
    ),
    "node": (
        "const frames = chunk.subarray(chunk.indexOf('data') + 8); // behind the length of the data\n"
        "%write:frames%"
    ),
    "go": (
        'frames := chunk[bytes.Index(chunk, []byte("data"))+8:] // behind the length of the data\n'
        "%write:frames%"
    ),
}

WHOLE_SAMPLES: Code = {
    "python": (
        '# rest = b"" where the recording begins\n'
        "rest += chunk\n"
        "whole = len(rest) // %width% * %width%  # bytes of whole frames of %width%\n"
        "chunk, rest = rest[:whole], rest[whole:]\n"
        "%add%"
    ),
    "node": (
        "// let rest = Buffer.alloc(0); where the recording begins\n"
        "rest = Buffer.concat([rest, chunk]);\n"
        "const whole = rest.length - (rest.length %% %width%); // bytes of whole frames of %width%\n"
        "chunk = rest.subarray(0, whole);\n"
        "rest = rest.subarray(whole);\n"
        "%add%"
    ),
    "go": (
        "// var rest []byte where the recording begins\n"
        "rest = append(rest, chunk...)\n"
        "whole := len(rest) / %width% * %width% // bytes of whole frames of %width%\n"
        "chunk, rest = rest[:whole:whole], rest[whole:]\n"
        "%add%"
    ),
}

QUEUE: Code = {
    "python": (
        "import queue\n"
        "import threading\n\n"
        "recorded = queue.SimpleQueue()  # recorded.put(chunk) never waits; put(None) at the end\n\n\n"
        "def write():\n"
        "    while (chunk := recorded.get()) is not None:\n"
        "        %add%\n\n\n"
        "writer = threading.Thread(target=write)\n"
        "writer.start()"
    ),
    "node": (
        "let written = Promise.resolve(); // await it before the call ends\n"
        "function write(chunk) {\n"
        "  written = written.then(async () => {\n"
        "    %add%\n"
        "  });\n"
        "}"
    ),
    "go": (
        "recorded := make(chan []byte, 1000) // of 20 ms: 20 seconds of a slow Redis; close it at the end\n"
        "go func() {\n"
        "\tfor chunk := range recorded {\n"
        "\t\t%add%\n"
        "\t\tif err != nil {\n"
        "\t\t\tlog.Print(err)\n"
        "\t\t}\n"
        "\t}\n"
        "}()"
    ),
}

DRAIN: Code = {
    "python": (
        "recorded.put(None)  # behind the last chunk\n"
        "writer.join()  # everything in the queue is written\n"
        'r.hset(%about%, "is_recording", "False")'
    ),
    "node": (
        "await written; // everything that was recorded\nawait client.hSet(%about%, 'is_recording', 'False');"
    ),
    "go": (
        "close(recorded)\n"
        "<-done // which the writer closes behind the last chunk\n"
        'err := rdb.HSet(ctx, %about%, "is_recording", "False").Err()'
    ),
}

PRE_ROLL: Code = {
    "python": (
        "from collections import deque\n\n"
        "before = deque(maxlen=25)  # of 20 ms: half a second\n\n\n"
        "def heard(chunk, is_speech):\n"
        "    before.append(chunk)\n"
        "    if is_speech:\n"
        "        while before:\n"
        "            chunk = before.popleft()\n"
        "            %add%"
    ),
    "node": (
        "const before = []; // the last 25 chunks of 20 ms: half a second\n"
        "async function heard(recorded, isSpeech) {\n"
        "  before.push(recorded);\n"
        "  if (!isSpeech) before.splice(0, before.length - 25);\n"
        "  while (isSpeech && before.length) {\n"
        "    const chunk = before.shift();\n"
        "    %add%\n"
        "  }\n"
        "}"
    ),
}

ONCE_ONLY: Code = {
    "shell": 'redis-cli -x XADD %key% "$number"-1 %field% < chunk.pcm  # refused if it was written before',
    "python": (
        "if number > last:  # of the chunk, counted where it is recorded; a repeated one is not larger\n"
        "    %add%\n"
        "    last = number"
    ),
    "node": (
        "if (number > last) { // of the chunk, counted where it is recorded; a repeated one is not larger\n"
        "  %add%\n"
        "  last = number;\n"
        "}"
    ),
    "go": (
        "if number > last { // of the chunk, counted where it is recorded; a repeated one is not larger\n"
        "\t%add%\n"
        "\tif err != nil {\n"
        "\t\treturn err\n"
        "\t}\n"
        "\tlast = number\n"
        "}"
    ),
}

BEGIN_EMPTY: dict[str, Code] = {
    "hash": {
        "python": "r.hdel(%key%, %field%)  # when a recording begins",
        "node": "await client.hDel(%key%, %field%); // when a recording begins",
        "go": "err := rdb.HDel(ctx, %key%, %field%).Err() // when a recording begins",
    },
    "": {
        "python": "r.delete(%key%)  # when a recording begins",
        "node": "await client.del(%key%); // when a recording begins",
        "go": "err := rdb.Del(ctx, %key%).Err() // when a recording begins",
    },
}

LINE_OF_JSON: Code = {
    "python": 'import json\n\nchunk = json.dumps(message) + "\\n"\n%add%',
    "node": "const chunk = JSON.stringify(message) + '\\n';\n%add%",
    "go": (
        "line, err := json.Marshal(message)\n"
        "if err != nil {\n"
        "\treturn err\n"
        "}\n"
        "chunk := append(line, '\\n')\n"
        "%readd%"
    ),
}

COMPRESS_WHOLE: Code = {
    "shell": "gzip -c recording.pcm | redis-cli %write_shell%",
    "python": "import gzip\n\n%write:gzip.compress(sound)%",
    "node": "import { gzipSync } from 'node:zlib';\n\n%write:gzipSync(sound)%",
    "go": (
        "var packed bytes.Buffer\n"
        "packer := gzip.NewWriter(&packed)\n"
        "packer.Write(sound)\n"
        "err := packer.Close() // before what it wrote is stored\n"
        "if err != nil {\n"
        "\treturn err\n"
        "}\n"
        "%rewrite:packed.Bytes()%"
    ),
}

WAV_HEADER: Code = {
    "python": (
        "import io\n"
        "import wave\n\n"
        "stored = io.BytesIO()\n"
        'with wave.open(stored, "wb") as file:  # when the recording is complete\n'
        "    file.setnchannels(%channels%)\n"
        "    file.setsampwidth(%sample_width%)\n"
        "    file.setframerate(%rate%)\n"
        "    file.writeframes(sound)\n"
        "%write:stored.getvalue()%"
    ),
    "node": (
        "const header = Buffer.alloc(44); // when the recording is complete\n"
        "header.write('RIFF', 0);\n"
        "header.writeUInt32LE(36 + sound.length, 4);\n"
        "header.write('WAVEfmt ', 8);\n"
        "header.writeUInt32LE(16, 16);\n"
        "header.writeUInt16LE(1, 20); // PCM\n"
        "header.writeUInt16LE(%channels%, 22);\n"
        "header.writeUInt32LE(%rate%, 24);\n"
        "header.writeUInt32LE(%rate% * %width%, 28);\n"
        "header.writeUInt16LE(%width%, 32); // bytes of a frame\n"
        "header.writeUInt16LE(8 * %sample_width%, 34); // bits of a sample\n"
        "header.write('data', 36);\n"
        "header.writeUInt32LE(sound.length, 40);\n"
        "%write:Buffer.concat([header, sound])%"
    ),
    "go": (
        "var stored bytes.Buffer // when the recording is complete\n"
        'stored.WriteString("RIFF")\n'
        "binary.Write(&stored, binary.LittleEndian, uint32(36+len(sound)))\n"
        'stored.WriteString("WAVEfmt ")\n'
        "binary.Write(&stored, binary.LittleEndian, uint32(16))\n"
        "binary.Write(&stored, binary.LittleEndian, []uint16{1, %channels%}) // PCM\n"
        "binary.Write(&stored, binary.LittleEndian, []uint32{%rate%, %rate% * %width%})\n"
        "binary.Write(&stored, binary.LittleEndian, []uint16{%width%, 8 * %sample_width%})\n"
        'stored.WriteString("data")\n'
        "binary.Write(&stored, binary.LittleEndian, uint32(len(sound)))\n"
        "stored.Write(sound)\n"
        "%write:stored.Bytes()%"
    ),
}

MONO: Code = {
    "python": (
        "import numpy as np\n\n"
        'chunk = np.frombuffer(chunk, "<i2").reshape(-1, %channels%)[:, 0].tobytes()  # the first channel\n'
        "%add%"
    ),
    "browser": "const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });",
}

MICROPHONE: Code = {
    "browser": (
        "const stream = await navigator.mediaDevices.getUserMedia({\n"
        "  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },\n"
        "});"
    ),
}
