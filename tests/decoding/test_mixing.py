"""The tracks of a session side by side, each at its time."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sambanova.audio_format import AudioFormat
from sambanova.decoding.chunk_times import ChunkTimes
from sambanova.decoding.mixing import TimedRecording, in_step, mixed
from sambanova.encodings import ENCODINGS
from sambanova.errors import BufferTooLarge
from sambanova.findings import Finding, at_places
from sambanova.recording import PartialPcm, Recording
from tests.parts import as_s16, speech
from tools.findings.chunk_clocks import BEGAN, Recorder

PLENTY = 1 << 28


def noise(frames: int, seed: int = 0) -> bytes:
    """16-bit samples, none of which is zero."""
    samples = np.random.default_rng(seed).integers(1, 20_000, frames)
    return samples.astype("<i2").tobytes()


def pcm16(data: bytes, rate: int = 16000, channels: int = 1, findings: tuple[Finding, ...] = ()) -> Recording:
    return Recording(AudioFormat("s16le", channels, rate), "s16le", data, data, findings)


def chunks(
    total: int, size: int, began: float, pace: float, gaps: dict[int, float] | None = None
) -> ChunkTimes:
    """Chunks of `size` bytes, each written `pace` seconds after the last. gaps: seconds before a chunk."""
    at, pairs = began, []
    for index, offset in enumerate(range(0, total, size)):
        at += pace + (gaps or {}).get(index, 0.0)
        pairs.append((offset, at))
    return ChunkTimes(tuple(pairs), total)


def lanes(recording: Recording) -> np.ndarray:
    dtype = "<i2" if recording.encoding == "s16le" else "<f4"
    return np.frombuffer(recording.pcm[:], dtype).reshape(-1, recording.channels)


def test_two_sides_lie_where_they_were_spoken() -> None:
    user, agent = noise(16000 * 4), noise(16000 * 2, 1)
    result = in_step(
        [
            TimedRecording("user", pcm16(user), chunks(len(user), 640, BEGAN, 0.02)),
            TimedRecording("agent", pcm16(agent), chunks(len(agent), 640, BEGAN + 1.5, 0.02)),
        ],
        PLENTY,
    )
    assert (result.channels, result.sample_rate, result.encoding) == (2, 16000, "s16le")
    assert result.frame_count == 64000
    left, right = lanes(result).T
    assert left.tobytes() == user
    assert right[24000:56000].tobytes() == agent
    assert not right[:24000].any()
    assert not right[56000:].any()
    assert result.stored == user + agent
    assert result.format.evidence == (
        "left: user, 16-bit PCM, little-endian, mono, 16 kHz",
        "right: agent, 16-bit PCM, little-endian, mono, 16 kHz",
    )
    assert result.findings == ()


@pytest.mark.parametrize("seed", range(5))
def test_jitter_does_not_move_a_side(seed: int) -> None:
    """Both sides capture the same clicks, in chunks of different length with different delays."""
    recordings = []
    for chunk, delay, lane_seed in ((0.02, 0.04, seed), (0.1, 0.08, seed + 100)):
        truth = Recorder(chunk=chunk, delay=delay).write(np.random.default_rng(lane_seed))
        samples = np.zeros(truth.times.total_bytes // 2, "<i2")
        samples[16000 * 20] = 30000
        recordings.append(TimedRecording("side", pcm16(samples.tobytes()), truth.times))
    left, right = lanes(in_step(recordings, PLENTY)).T
    assert abs(int(left.argmax()) - int(right.argmax())) <= 0.005 * 16000


def test_a_gap_is_silence_and_a_stall_is_none() -> None:
    sound = noise(16000 * 4)
    gap = chunks(len(sound), 640, BEGAN, 0.02, {100: 1.0})
    stall = {100: 1.0, **dict.fromkeys(range(101, 151), -0.02)}
    for times, silence in ((gap, 16000), (chunks(len(sound), 640, BEGAN, 0.02, stall), 0)):
        (lane,) = lanes(in_step([TimedRecording("", pcm16(sound), times)], PLENTY)).T
        assert len(lane) == 64000 + silence
        assert not lane[32000 : 32000 + silence].any()
        assert np.delete(lane, np.s_[32000 : 32000 + silence]).tobytes() == sound


def test_a_speech_service_that_writes_ahead_is_neither_cut_nor_moved() -> None:
    user, speech_bytes = noise(16000 * 20), noise(16000 * 8, 1)
    # Two sentences of 4 s, each written within a second, the second one before the first has ended.
    ahead = chunks(len(speech_bytes), 1280, BEGAN + 2, 0.01, {100: 2.0})
    result = in_step(
        [
            TimedRecording("user", pcm16(user), chunks(len(user), 640, BEGAN, 0.02)),
            TimedRecording("agent", pcm16(speech_bytes), ahead),
        ],
        PLENTY,
    )
    agent = lanes(result)[:, 1]
    begin = round(2.01 * 16000)
    assert agent[begin : begin + 128_000].tobytes() == speech_bytes


def test_tracks_of_other_rates_and_widths() -> None:
    slow = as_s16(speech(3, 8000))
    codes = np.random.default_rng(2).integers(0, 256, 24000, np.uint8).tobytes()
    stereo = noise(2 * 48000)
    phone = Recording(AudioFormat("mulaw", 1, 8000), "s16le", ENCODINGS["mulaw"].to_wav(codes), codes)
    result = in_step(
        [
            TimedRecording("a", pcm16(slow, 8000)),
            TimedRecording("b", pcm16(stereo, 16000, 2)),
            TimedRecording("c", phone, chunks(24000, 160, BEGAN, 0.02)),
        ],
        PLENTY,
    )
    assert (result.channels, result.sample_rate, result.frame_count) == (3, 16000, 48000)
    assert result.encoding == "s16le"
    upsampled = lanes(result)[::2, 0] / 32768
    original = np.frombuffer(slow, "<i2") / 32768
    assert np.corrcoef(upsampled, original)[0, 1] > 0.999
    means = np.frombuffer(stereo, "<i2").reshape(-1, 2).mean(axis=1)
    assert np.abs(lanes(result)[:, 1] - means).max() <= 0.5
    assert result.format.evidence[2] == "channel 3: c, G.711 mu-law, mono, 8 kHz"


@pytest.mark.parametrize("encoding", ["u8", "s24le", "s32le", "f32le"])
def test_every_sample_is_kept(encoding: str) -> None:
    rng = np.random.default_rng(3)
    known = ENCODINGS[encoding]
    if encoding == "f32le":
        data = rng.uniform(-1, 1, 8000).astype("<f4").tobytes()
    else:
        data = rng.integers(0, 256, 8000 * known.sample_width, np.uint8).tobytes()
    track = Recording(AudioFormat(encoding, 1, 8000), known.wav, known.to_wav(data), data)
    result = in_step([TimedRecording("a", track), TimedRecording("b", pcm16(noise(8000), 8000))], PLENTY)
    assert result.encoding == ("s16le" if encoding == "u8" else "f32le")
    assert np.array_equal(result.samples()[:, 0], track.samples()[:, 0])


def test_a_container_uses_the_time_of_its_first_chunk() -> None:
    sound = noise(16000)
    webm = Recording(AudioFormat("opus", 1, 16000, "webm", "container"), "s16le", sound, b"x" * 900)
    user = noise(80000, 1)
    # A browser writes each 250 ms, the first time when these have passed.
    slices = ChunkTimes(((0, BEGAN + 1.25), (300, BEGAN + 1.5), (600, BEGAN + 1.75)), 900)
    result = in_step(
        [
            TimedRecording("agent", pcm16(user), chunks(len(user), 640, BEGAN, 0.02)),
            TimedRecording("user", webm, slices),
        ],
        PLENTY,
    )
    assert lanes(result)[16000:32000, 1].tobytes() == sound
    assert result.stored == user + b"x" * 900


@pytest.mark.parametrize(("name", "begins"), [("agent", 5.0), ("tts", 5.0), ("user", 2.0)])
def test_a_sentence_in_one_chunk(name: str, begins: float) -> None:
    """A speech service hands over a sentence before it is heard, a recorder after it was spoken."""
    steady, sentence = noise(16000 * 10), noise(16000 * 3, 1)
    result = in_step(
        [
            TimedRecording("other", pcm16(steady), chunks(len(steady), 640, BEGAN, 0.02)),
            TimedRecording(name, pcm16(sentence), ChunkTimes(((0, BEGAN + 5.0),), len(sentence))),
        ],
        PLENTY,
    )
    begin = round(begins * 16000)
    assert lanes(result)[begin : begin + 48000, 1].tobytes() == sentence


def test_tracks_without_times_begin_together_and_say_so() -> None:
    one, other = noise(16000), noise(8000, 1)
    known = chunks(len(one), 640, BEGAN, 0.02)
    for times in (known, None):
        result = in_step(
            [TimedRecording("user", pcm16(one), times), TimedRecording("agent", pcm16(other))], PLENTY
        )
        assert lanes(result)[:8000, 1].tobytes() == other
        (finding,) = result.findings
        assert (finding.code, finding.severity) == ("tracks_not_in_step", "info")
        assert ("user" in finding.message) is (times is None)
    assert in_step([TimedRecording("", pcm16(one))], PLENTY).findings == ()


def test_a_clock_that_jumps_a_year_makes_no_year_of_silence() -> None:
    sound, other = noise(16000 * 4), noise(16000, 1)
    times = chunks(len(sound), 640, BEGAN, 0.02, {100: 3e7})
    result = in_step(
        [
            TimedRecording("user", pcm16(sound), times),
            TimedRecording("agent", pcm16(other), chunks(len(other), 640, BEGAN + 3e7 + 2.5, 0.02)),
        ],
        PLENTY,
    )
    assert result.duration == pytest.approx(5.0, abs=0.01)
    left, right = lanes(result).T
    assert left[left != 0].tobytes() == sound
    assert np.flatnonzero(right)[0] == pytest.approx(3.5 * 16000, abs=160)
    (finding,) = result.findings
    assert finding.code == "silence_left_out"
    assert "347 days" in finding.message
    assert finding.at_seconds == pytest.approx(2.0, abs=0.01)


def test_a_result_that_is_too_large() -> None:
    sound = noise(16000)
    tracks = [TimedRecording(name, pcm16(sound)) for name in ("a", "b")]
    assert in_step(tracks, 64_000).nbytes == 64_000 + 64_000
    with pytest.raises(BufferTooLarge):
        in_step(tracks, 63_999)
    # A silence of 100 s is left out if it does not fit.
    apart = [TimedRecording(str(at), pcm16(sound), chunks(32000, 640, BEGAN + at, 0.02)) for at in (0, 101)]
    assert in_step(apart, PLENTY).duration == pytest.approx(102, abs=0.01)
    assert in_step(apart, 200_000).duration == pytest.approx(3, abs=0.01)


def test_several_silences_are_left_out_where_they_were() -> None:
    sound = noise(16000)
    apart = [
        TimedRecording(str(at), pcm16(sound), chunks(32000, 640, BEGAN + at, 0.02)) for at in (0, 31, 732)
    ]
    (finding,) = in_step(apart, 16000 * 6 * 8).findings
    assert finding.places == pytest.approx((1.0, 3.0), abs=0.01)
    assert "12 minutes" in finding.message
    assert "in 2 places" in finding.message


def test_what_is_true_of_all_tracks_is_said_once() -> None:
    sound = noise(16000)
    raw = Finding("not_base64", "info", "Raw bytes.", "Nothing to do.")
    other = Finding("compressed", "info", "Compressed.", "Nothing to do.")
    tracks = [
        TimedRecording("user", pcm16(sound, findings=(raw, other))),
        TimedRecording("agent", pcm16(sound, findings=(raw,))),
    ]
    found = [one for one in in_step(tracks, PLENTY).findings if one.code != "tracks_not_in_step"]
    assert [one.message for one in found] == ["Raw bytes.", "user: Compressed."]


def test_findings_say_whose_they_are_and_where() -> None:
    sound = noise(16000 * 4)
    one = at_places("dropout", "warning", "2 gaps, the first at 1.00 s.", "", [1.0, 3.0])
    plain = Finding("odd_length", "warning", "At the end is 1 byte.", "")
    times = chunks(len(sound), 640, BEGAN, 0.02, {100: 1.0})
    first = TimedRecording("user", pcm16(sound, findings=(one, plain)), times)
    later = TimedRecording("agent", pcm16(sound, findings=(one,)), chunks(len(sound), 640, BEGAN + 2, 0.02))
    found = in_step([first, later], PLENTY).findings
    assert [finding.message for finding in found] == [
        "user: 2 gaps, the first at 1.00 s.",
        "user: At the end is 1 byte.",
        "agent: 2 gaps, the first at 3.00 s.",
    ]
    assert found[0].places == pytest.approx((1.0, 4.0), abs=0.001)
    assert found[2].places == pytest.approx((3.0, 5.0), abs=0.001)
    assert found[2].at_seconds == pytest.approx(3.0, abs=0.001)


def test_a_finding_stays_where_it_is_if_the_clock_runs_fast() -> None:
    """Chunks that seem to come too early lie one behind the other all the same."""
    truth = Recorder(seconds=300, drift=-0.01).write(np.random.default_rng(0))
    late = Finding("clipping", "warning", "It clips at 290.00 s.", "", 290.0)
    sound = pcm16(noise(truth.times.total_bytes // 2), findings=(late,))
    (found,) = in_step([TimedRecording("", sound, truth.times)], PLENTY).findings
    assert found.at_seconds == pytest.approx(290.0, abs=0.001)


def test_sound_before_the_first_known_time_lies_directly_before_it() -> None:
    user, agent = noise(16000 * 4), noise(16000 * 4, 1)
    known = chunks(len(agent), 640, BEGAN, 0.02).times
    partly = ChunkTimes(((0, 0.0), *known[100:]), len(agent))
    result = in_step(
        [
            TimedRecording("user", pcm16(user), chunks(len(user), 640, BEGAN, 0.02)),
            TimedRecording("agent", pcm16(agent), partly),
        ],
        PLENTY,
    )
    assert lanes(result)[:64000, 1].tobytes() == agent


def test_a_wrong_rate_makes_no_gaps() -> None:
    sound = noise(16000 * 4)
    times = chunks(len(sound), 640, BEGAN, 0.04)  # half as fast as 16 kHz
    assert in_step([TimedRecording("", pcm16(sound), times)], PLENTY).pcm[:] == sound


def test_bytes_before_the_first_frame_move_no_gap() -> None:
    sound = noise(16000 * 4)
    known = AudioFormat("s16le", 1, 16000, offset=640)
    stored = bytes(640) + sound
    times = chunks(len(stored), 640, BEGAN, 0.02, {101: 1.0})
    (lane,) = lanes(in_step([TimedRecording("", Recording(known, "s16le", sound, stored), times)], PLENTY)).T
    assert lane[:32000].tobytes() == sound[:64000]
    assert not lane[32000:48000].any()


def test_no_frame_is_heard_twice_at_a_gap_of_a_resampled_track() -> None:
    sound = noise(44100 * 4)
    times = chunks(len(sound), 2 * 883, BEGAN, 883 / 44100, {101: 1.0})
    result = in_step(
        [
            TimedRecording("user", pcm16(sound, 44100), times),
            TimedRecording("agent", pcm16(noise(4800, 1), 48000), chunks(9600, 960, BEGAN, 0.01)),
        ],
        PLENTY,
    )
    left = lanes(result)[:, 0]
    assert len(left) == pytest.approx(5 * 48000, abs=1)
    gap = round(101 * 883 / 44100 * 48000)
    assert not left[gap + 1 : gap + 47999].any()
    whole = in_step(
        [TimedRecording("user", pcm16(sound, 44100)), TimedRecording("agent", pcm16(b"12", 48000))], PLENTY
    )
    assert np.array_equal(np.delete(left, np.s_[gap : gap + len(left) - 4 * 48000]), lanes(whole)[:, 0])


def test_a_track_that_is_still_decoded_is_waited_for() -> None:
    sound = noise(16000)
    coming = PartialPcm(len(sound))
    late = Finding("container_damaged", "error", "It ends.", "")

    def finish() -> None:
        coming.append(sound[:20_000])
        coming.finish((late,))

    thread = threading.Timer(0.2, finish)
    thread.start()
    track = Recording(AudioFormat("opus", 1, 16000, "webm"), "s16le", coming, b"")
    result = in_step([TimedRecording("", track)], PLENTY)
    thread.join()
    assert result.pcm[:] == sound[:20_000]
    assert result.findings == (late,)


def test_of_more_than_two_sides_the_sum_is_heard() -> None:
    alone = (np.random.default_rng(4).uniform(-0.4, 0.4, 16000) * 32768).astype("<i2")
    silent = np.zeros_like(alone)
    quiet = pcm16(np.stack([alone, silent, silent], axis=1).tobytes(), channels=3)
    assert mixed(quiet).pcm[:] == alone.tobytes()
    assert mixed(quiet).channels == 1
    loud = pcm16(np.stack([alone, alone, alone], axis=1).tobytes(), channels=3)
    result = mixed(loud).samples()[:, 0]
    assert np.abs(result).max() <= 1
    assert np.corrcoef(result, alone)[0, 1] > 0.99999  # softer as a whole, nothing is clipped
    floats = np.stack([alone / 32768] * 3, axis=1).astype("<f4")
    known = AudioFormat("f32le", 3, 16000)
    for scale in (1, 32768):  # some writers keep 16-bit values as floats
        wide = Recording(known, "f32le", (floats * scale).tobytes(), b"")
        assert np.abs(mixed(wide).samples()).max() <= max(1.0, scale * np.abs(floats).max()) * 1.000001
    both = pcm16(noise(3200), channels=2)
    assert mixed(both) is both


times_of_all_kinds = st.one_of(
    st.floats(), st.sampled_from([BEGAN, BEGAN + 0.02, BEGAN + 1, BEGAN + 400, BEGAN + 1e8, 0.0, -5.0])
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, 8000), times_of_all_kinds), max_size=40),
    st.lists(st.tuples(st.integers(-5, 8000), times_of_all_kinds), max_size=40),
)
def test_no_times_lose_a_sample(one: list[tuple[int, float]], other: list[tuple[int, float]]) -> None:
    sounds = noise(4000), noise(3000, 1)
    pairs = zip(sounds, (one, other), strict=True)
    tracks = [TimedRecording("", pcm16(sound), ChunkTimes(tuple(at), len(sound))) for sound, at in pairs]
    result = in_step(tracks, 1 << 22)
    for lane, sound in zip(lanes(result).T, sounds, strict=True):
        assert lane[lane != 0].tobytes() == sound
