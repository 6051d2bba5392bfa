"""A fault that occurs often is one finding: its count, usual length, share of the sound, and all places."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import av
import numpy as np
import pytest
from flask.testing import FlaskClient
from numpy.typing import NDArray

from sambanova.analysis import sound_findings
from sambanova.audio_format import AudioFormat
from sambanova.decoding import containers
from sambanova.decoding.reader import byte_slip_findings
from sambanova.findings import MAX_PLACES, Finding, at_places, share, typical
from sambanova.recording import Recording
from tests.parts import as_s16, body, container_file, speech

RATE = 16000
OPUS_RATE = 48000
Samples = NDArray[np.float32]


def voice(seconds: float) -> Samples:
    """Speech as a microphone records it: with some noise of all frequencies."""
    noise = np.random.default_rng(1).standard_normal(int(seconds * RATE)) * 0.001
    return (0.5 * speech(seconds, RATE) + noise).astype(np.float32)


def of_code(found: tuple[Finding, ...], code: str) -> Finding:
    """The one finding of a code."""
    (one,) = [finding for finding in found if finding.code == code]
    return one


def found_in(samples: Samples) -> tuple[Finding, ...]:
    """What is found in samples."""
    pcm = as_s16(np.clip(samples, -1, 1))
    return sound_findings.find(Recording(AudioFormat("s16le", 1, RATE), "s16le", pcm, pcm))


def test_many_gaps_are_one_finding_with_all_places() -> None:
    sound = voice(12)
    starts = [RATE // 3 * place + 77 for place in range(1, 30)]
    for start in starts:
        sound[start : start + RATE // 50] = 0
    gaps = of_code(found_in(sound), "dropout")
    assert gaps.message.startswith(
        f"{len(gaps.places)} gaps of about 20 ms, 5 % of the sound, the first at 0.34 s"
    )
    assert len(gaps.places) >= 28  # one or the other may fall into a pause of the speech
    assert gaps.at_seconds == gaps.places[0]
    for place in gaps.places:
        assert min(abs(place - start / RATE) for start in starts) < 0.002


def test_gaps_of_different_lengths_are_said_to_be_so() -> None:
    sound = voice(8)
    for place, milliseconds in ((1.2, 10), (2.3, 250), (3.7, 60)):
        start = int(place * RATE)
        sound[start : start + milliseconds * RATE // 1000] = 0
    assert "3 gaps of 10 ms to 250 ms" in of_code(found_in(sound), "dropout").message


def test_one_gap_has_no_list_of_places() -> None:
    sound = voice(5)
    sound[2 * RATE : 2 * RATE + 320] = 0
    gap = of_code(found_in(sound), "dropout")
    assert gap.places == ()
    assert "20 ms at 2.00 s" in gap.message
    assert "places" not in gap.as_json()


def test_many_chunks_that_come_twice_are_one_finding() -> None:
    sound, chunk = voice(14), 640
    pieces, expected, length = [], [], 0
    for second in range(14):
        piece = sound[second * RATE : (second + 1) * RATE]
        pieces += [piece, piece[-chunk:]]
        length += len(piece)
        expected.append(length / RATE)
        length += chunk
    doubled = of_code(found_in(np.concatenate(pieces)), "chunk_doubled")
    assert doubled.message.startswith(
        f"{len(doubled.places)} stretches of about 40 ms on a 40 ms grid come twice, 4 % of the sound"
    )
    found = [any(abs(place - one) < 0.001 for one in doubled.places) for place in expected]
    assert sum(found) >= 12


def test_all_places_of_clipping_are_given() -> None:
    sound = voice(8) * 0.5
    for place in (2.0, 4.5, 6.25):
        at = int(place * RATE)
        sound[at : at + 400] = np.clip(5 * np.sin(np.arange(400) * 0.2), -1, 1)
    clipping = of_code(found_in(sound), "clipping")
    assert clipping.places == pytest.approx((2.0, 4.5, 6.25), abs=0.02)
    assert "in 3 places" in clipping.message


def test_many_lost_bytes_are_one_finding() -> None:
    (slips,) = byte_slip_findings(tuple(range(800, 160_000, 1000)), RATE)
    assert "160 places" in slips.message
    assert len(slips.places) == 160
    assert slips.places[3] == pytest.approx(3800 / RATE)


def webm_with_gaps(seconds: float, gaps: tuple[float, ...]) -> bytes:
    """A WebM recording of which half a second was lost at each place, so that its timestamps jump."""
    whole = container_file(speech(seconds, OPUS_RATE), OPUS_RATE, "webm", "libopus", live=True)
    written = io.BytesIO()
    with (
        av.open(io.BytesIO(whole), "r") as source,
        av.open(written, "w", format="webm") as target,
    ):
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.pts is None:
                continue
            at = float(packet.pts * packet.time_base)
            if not any(gap <= at < gap + 0.5 for gap in gaps):
                packet.stream = stream
                target.mux(packet)
    return written.getvalue()


def test_all_gaps_of_a_container_are_one_finding() -> None:
    gaps = tuple(1.0 + 1.5 * number for number in range(12))
    decoded = containers.decode(webm_with_gaps(20, gaps), 1 << 30)
    assert decoded is not None
    missing = of_code(decoded.findings, "chunk_missing")
    assert "12 gaps of about 500 ms, 6.0" in missing.message
    expected = [gap - 0.5 * number for number, gap in enumerate(gaps)]  # what is lost takes no time
    assert missing.places == pytest.approx(expected, abs=0.1)


def test_gaps_of_joined_files_have_their_places_in_the_whole() -> None:
    decoded = containers.decode(webm_with_gaps(4, (1.0,)) + webm_with_gaps(4, (2.0,)), 1 << 30)
    assert decoded is not None
    missing = of_code(decoded.findings, "chunk_missing")
    assert missing.places == pytest.approx((1.0, 3.5 + 2.0), abs=0.1)
    assert "2 gaps of about 500 ms" in missing.message


def test_the_api_gives_all_places_of_sound_and_of_a_container(
    client: FlaskClient, put: Callable[..., str]
) -> None:
    session_id = put(audio=base64.b64encode(webm_with_gaps(8, (1.0, 3.0, 5.0))).decode())
    found = body(client.get(f"/api/session/{session_id}/info"))["audio_info"]["findings"]
    (missing,) = [finding for finding in found if finding["code"] == "chunk_missing"]
    assert missing["places"] == pytest.approx([1.0, 2.5, 4.0], abs=0.1)
    assert missing["at_seconds"] == missing["places"][0]


def test_more_places_than_anyone_looks_at_are_cut_and_said_to_be() -> None:
    found = at_places("dropout", "warning", "10,500 gaps.", "", [float(place) for place in range(10_500)])
    assert len(found.places) == MAX_PLACES
    assert found.message == "10,500 gaps. The first 10,000 places are given."


def test_words_for_lengths_and_shares() -> None:
    assert typical([0.02] * 9 + [0.25]) == "about 20 ms"
    assert typical([0.01, 1.5]) == "10 ms to 1.5 s"
    assert share(0.001, 10) == "less than 1 %"
    assert share(0.5, 10) == "5 %"
