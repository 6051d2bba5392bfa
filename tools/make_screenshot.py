"""Makes the screenshot in the README, `docs/page.png`, from demo sessions in a private Redis.

    python -m tools.make_screenshot [FILE]

It needs the same programs as the tests: redis-server, Chromium, PulseAudio, the packages of
`tests/requirements.txt` and the libraries of the page (`npm ci --prefix static`).
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium_path, launch
from tests.parts import RedisServer, SoundServer, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "page.png"
WIDTH, HEIGHT, SCALE = 1360, 850, 2  # width and height in CSS pixels, device pixels per CSS pixel
SESSION = "Alan Turing"
MAX_BYTES = 300_000
MAX_COLOURS = 128


def main() -> None:
    """Starts the player, takes the screenshot and reduces its size."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    path.parent.mkdir(exist_ok=True)
    with demo_player() as url, sync_playwright() as playwright:
        browser = launch(playwright, chromium_path())
        path.write_bytes(with_fewer_colours(picture(browser, url)))
        browser.close()
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SystemExit(f"{path} has {size:,} bytes, more than {MAX_BYTES:,}: reduce MAX_COLOURS.")
    sys.stdout.write(f"{path}: {size:,} bytes\n")


@contextmanager
def demo_player() -> Iterator[str]:
    """A player with a private Redis and demo sessions; yields its URL."""
    redis_server, port = RedisServer(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        sound_server = SoundServer(Path(folder))
        environment = {**os.environ, **sound_server.environment}
        environment |= {"REDIS_URL": redis_server.url, "PORT": str(port), "HOST": "127.0.0.1"}
        redis_server.start()
        sound_server.start()
        programs = [
            subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment)
            for arguments in (["-m", "sambanova.demo"], ["audio_stream_player.py"])
        ]
        try:
            wait_until(lambda: _serves(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            for program in programs:
                program.terminate()
                program.wait(10)
            sound_server.stop()
            redis_server.stop()


def _serves(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def picture(browser: Browser, url: str) -> bytes:
    """A PNG of the page while a session plays, slightly zoomed in."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, color_scheme="light"
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".row", has_text=SESSION).click()
    page.locator("#detail[data-state=ready]").wait_for(state="attached")
    page.wait_for_timeout(6000)  # the list loads the analysis of the other sessions
    page.locator("#overview").click(position={"x": 330, "y": 14})
    page.keyboard.press("+")
    page.locator("#play").click()
    page.wait_for_timeout(2500)
    page.mouse.move(10, 10)
    page.locator("#name").click()
    return page.screenshot()


def with_fewer_colours(png: bytes) -> bytes:
    """The image with a palette, which makes it several times smaller."""
    with av.open(io.BytesIO(png), "r") as container:
        frame = next(container.decode(video=0))
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1)
    )
    split, palette = graph.add("split"), graph.add("palettegen", f"max_colors={MAX_COLOURS}")
    use, sink = graph.add("paletteuse", "dither=none"), graph.add("buffersink")
    source.link_to(split)
    split.link_to(palette, 0, 0)
    split.link_to(use, 1, 0)
    palette.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    graph.push(frame)
    graph.push(None)
    reduced = graph.vpull()
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "pal8"
    encoder.time_base = Fraction(1)
    encoder.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*encoder.encode(reduced), *encoder.encode(None)])


if __name__ == "__main__":
    main()
