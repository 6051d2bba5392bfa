"""What the first client would wait for is prepared, whatever this machine has."""

from __future__ import annotations

from flask import Flask
from threadpoolctl import threadpool_info

from audio_stream_player import create_app
from sambanova.settings import Settings


def test_a_speaker_that_is_not_there_does_no_harm(redis_url: str) -> None:
    app = create_app(Settings(redis_url=redis_url, audio_output_device="no such device"))
    player = app.extensions["audio_stream_player"]
    player.warm_up()
    assert not player.speaker.status().available
    player.close()


def test_the_application_computes_with_one_thread(app: Flask) -> None:
    assert all(pool["num_threads"] == 1 for pool in threadpool_info() if pool["user_api"] == "blas")
