"""The image, the compose file and the unit: as far as they can be tried without Docker and systemd."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from sambanova.settings import VARIABLES
from tests.parts import ROOT, PlayerProcess, RedisServer

DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each on one line."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line.strip()]


def final_stage() -> list[tuple[str, str]]:
    """The instructions of the image that is kept."""
    found = instructions()
    last = max(index for index, (name, _) in enumerate(found) if name == "FROM")
    return found[last:]


def test_the_image_is_not_root_and_nothing_is_installed_into_it() -> None:
    names = [name for name, _ in final_stage()]
    assert dict(final_stage())["FROM"] == "python:3.13-slim"
    assert "RUN" not in names, "what is built comes from other stages"
    user = dict(final_stage())["USER"]
    assert int(user.split(":")[0]) > 0
    assert names.index("USER") < names.index("CMD")


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    taken = {line[1:] for line in ignored if line.startswith("!")}
    copied: set[str] = set()
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            copied |= set(rest.split()[:-1])
    for path in copied:
        assert (ROOT / path).exists(), path
        assert Path(path).parts[0] in taken, path
    assert {path for path in taken if (ROOT / path).is_dir()} <= copied
    assert any(fnmatch("static/node_modules", line) for line in ignored)


def test_the_health_check_of_the_image_tells_a_player_that_answers_from_one_that_does_not(
    tmp_path: Path, redis_server: RedisServer
) -> None:
    check = next(rest for name, rest in final_stage() if name == "HEALTHCHECK")
    program, *arguments = json.loads(check.partition("CMD ")[2])
    assert program == "python"
    command = [sys.executable, *arguments]
    with PlayerProcess(tmp_path, REDIS_URL=redis_server.url, HOST="0.0.0.0") as player:
        assert player.get("/api/status").status_code == 401
        environment = {"PORT": str(player.port)}
        subprocess.run(command, env=environment, check=True)
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode != 0


def test_the_image_starts_what_the_readme_starts() -> None:
    program, *arguments = json.loads(dict(final_stage())["CMD"])
    assert (program, arguments) == ("python", ["audio_stream_player.py"])
    assert "HOST=0.0.0.0" in dict(final_stage())["ENV"]


@pytest.fixture
def compose() -> dict[str, Any]:
    """The compose file."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


def test_only_nginx_is_reached_from_outside(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {"player", "redis", "nginx"}
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert all(service["read_only"] for service in services.values())
    assert [name for name, service in services.items() if service.get("cap_drop") != ["ALL"]] == ["nginx"]


def test_the_settings_in_the_compose_file_are_those_of_the_player(compose: dict[str, Any]) -> None:
    player = compose["services"]["player"]
    assert set(player["environment"]) <= set(VARIABLES)
    assert ":?" in player["environment"]["ACCESS_TOKEN"], "it does not start without a token"
    network = compose["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert player["environment"]["TRUSTED_PROXIES"] == network
    context = (DEPLOY / player["build"]["context"]).resolve()
    assert (context / player["build"]["dockerfile"]).exists()


def test_the_files_that_the_compose_file_mounts_are_there(compose: dict[str, Any]) -> None:
    mounts = [volume.split(":") for volume in compose["services"]["nginx"]["volumes"]]
    inside = {target for _, target, _ in mounts}
    assert "/etc/nginx/nginx.conf" in inside
    configuration = (DEPLOY / "nginx.conf").read_text("utf-8")
    for path in re.findall(r"^\s*ssl_certificate\S*\s+(\S+);", configuration, re.MULTILINE):
        assert str(Path(path).parent) in inside
    assert "server player:5001;" in configuration
    assert {mode for _, _, mode in mounts} == {"ro"}


def test_compose_itself_takes_the_file() -> None:
    if (
        shutil.which("docker") is None
        or b"compose" not in subprocess.run(["docker", "help"], capture_output=True, check=False).stdout
    ):
        pytest.skip("needs docker with compose")
    command = ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    subprocess.run(command, env={"ACCESS_TOKEN": "x"}, check=True)


def unit_lines() -> dict[str, str]:
    """The last value of each setting of the unit."""
    text = (DEPLOY / "audio-player.service").read_text("utf-8")
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line and line[0] != "#")


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    text = (DEPLOY / "audio-player.service").read_text("utf-8")
    unit = tmp_path / "audio-player.service"
    unit.write_text(text.replace("/opt/audio-player/.venv/bin/python", sys.executable), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    about = [line for line in done.stderr.splitlines() if "audio-player.service" in line]
    assert not about, "\n".join(about)
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=30", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert rated.returncode == 0, rated.stdout[-200:]


def test_the_unit_starts_the_player_with_the_settings_of_a_file() -> None:
    unit = unit_lines()
    program, script = shlex.split(unit["ExecStart"])
    assert program.startswith(unit["WorkingDirectory"])
    assert (ROOT / script).exists()
    named = (ROOT / "docs" / "team.md").read_text("utf-8")
    assert unit["EnvironmentFile"] in named
    assert f"--home-dir {unit['WorkingDirectory']} {unit['User']}" in named
