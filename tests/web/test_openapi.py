"""The description of the interface is true: it names every route, and real answers fit its schemas."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from sambanova import __version__, errors
from sambanova.encodings import ENCODINGS
from sambanova.format_hints import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from sambanova.sessions.query import MAX_LIMIT, SORTS, STATES
from sambanova.settings import Settings
from tests.parts import RedisServer, SoundServer, as_s16, body, container_file, free_port, speech
from tests.test_rest import HOSTILE, TOLD, url

Put = Callable[..., str]
NOT_DESCRIBED = {"/", "/login", "/static/<path:filename>"}
NAMED = "/api/session/{session_id}"


@pytest.fixture
def api(client: FlaskClient) -> dict[str, Any]:
    """The description as it is served."""
    return body(client.get("/api/openapi.json"))


def routes(app: Flask) -> set[tuple[str, str]]:
    """Path and method of every route, in the description's way of writing."""
    return {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule not in NOT_DESCRIBED
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def operations(api: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation, with its shared parameters and responses in their places."""

    def shared(part: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in part:
            return part
        _, _, kind, name = part["$ref"].split("/")
        found: dict[str, Any] = api["components"][kind][name]
        return found

    return {
        (path, method): {
            **operation,
            "parameters": [shared(one) for one in operation.get("parameters", [])],
            "responses": {status: shared(one) for status, one in operation["responses"].items()},
        }
        for path, methods in api["paths"].items()
        for method, operation in methods.items()
    }


def test_it_describes_every_route_and_no_other(app: Flask, api: dict[str, Any]) -> None:
    assert set(operations(api)) == routes(app)


def test_it_is_openapi_3_1_of_this_version(api: dict[str, Any]) -> None:
    assert api["openapi"].startswith("3.1.")
    assert api["info"]["version"] == __version__
    assert api["info"]["title"]


def schemas(api: dict[str, Any]) -> list[dict[str, Any]]:
    """Every schema in it."""
    found = [*api["components"]["schemas"].values()]
    for operation in operations(api).values():
        found += [parameter["schema"] for parameter in operation.get("parameters", [])]
        contents = [answer.get("content", {}) for answer in operation["responses"].values()]
        contents.append(operation.get("requestBody", {}).get("content", {}))
        found += [medium["schema"] for content in contents for medium in content.values()]
    return found


def test_every_schema_is_one(api: dict[str, Any]) -> None:
    for schema in schemas(api):
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(api: dict[str, Any]) -> None:
    references = set(re.findall(r"#/components/(\w+)/(\w+)", str(api)))
    assert references
    assert references <= {(kind, name) for kind, parts in api["components"].items() for name in parts}


def test_choices_and_limits_are_those_of_the_code(api: dict[str, Any]) -> None:
    found = {name: one["schema"] for name, one in api["components"]["parameters"].items()}
    assert set(found["state"]["enum"]) == {*STATES, "playing"}
    assert set(found["sort"]["enum"]) == set(SORTS)
    assert found["limit"]["maximum"] == MAX_LIMIT
    rate, channels = found["sample_rate"], found["channels"]
    assert (rate["minimum"], rate["maximum"]) == (MIN_SAMPLE_RATE, MAX_SAMPLE_RATE)
    assert channels["maximum"] == MAX_CHANNELS
    assert all(name in found["encoding"]["description"].split() for name in ENCODINGS)


def test_every_operation_has_a_summary_and_says_what_can_go_wrong(api: dict[str, Any]) -> None:
    for (path, _), operation in operations(api).items():
        assert operation["summary"]
        in_path = [one["name"] for one in operation.get("parameters", []) if one["in"] == "path"]
        assert in_path == re.findall(r"{(\w+)}", path)
        if in_path:
            assert {int(status) for status in operation["responses"]} & {404, 409}


def test_only_codes_that_exist_are_described(api: dict[str, Any]) -> None:
    known = {(str(kind.status), kind.code) for kind in all_errors(errors.PlayerError)}
    for operation in operations(api).values():
        for status, answer in operation["responses"].items():
            if int(status) >= 400 and status != "416":
                for code in answer["description"].split(", "):
                    assert (status, code) in known


def all_errors(kind: type[errors.PlayerError]) -> list[type[errors.PlayerError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in all_errors(child))]


def strict(schema: Any) -> Any:
    """The schema, refusing what it does not name, so that no field goes undescribed."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(part) for name, part in schema.items()}
    if "properties" in closed and "required" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def assert_fits(api: dict[str, Any], answer: TestResponse, path: str, method: str) -> dict[str, Any]:
    """Holds an answer against the description of its operation; returns its body."""
    described = operations(api)[path, method]["responses"]
    assert str(answer.status_code) in described, f"{method} {path} answers {answer.status_code}"
    content = described[str(answer.status_code)].get("content", {})
    if answer.mimetype != "application/json":
        assert answer.mimetype in content or "*/*" in content
        return {}
    schema = strict({**content["application/json"]["schema"], "components": api["components"]})
    found = body(answer)
    wrong = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(found)
    ]
    assert not wrong, f"{method} {path}"
    return found


READS = ["info", "audio", "download", "waveform", "loudness", "compare"]


def test_answers_about_sessions_of_all_kinds_fit(client: FlaskClient, api: dict[str, Any], put: Put) -> None:
    voice = speech(1, 48000)
    noise = np.random.default_rng(1).integers(0, 256, 30_000, np.uint8).tobytes()
    contents = {
        "headerless": (as_s16(speech(2, 16000)), {}),
        "told": (as_s16(speech(2, 16000)), TOLD),
        "container": (container_file(voice, 48000, "webm", "libopus", live=True), {}),
        "noise": (noise, {}),
        "silence": (bytes(20_000), {}),
        "odd": (b"\x01" + as_s16(speech(2, 16000))[:20_001], {"encoding": "s16le", "sample_rate": "never"}),
        HOSTILE: (as_s16(voice), TOLD),
    }
    for session_id, (data, fields) in contents.items():
        put(session_id, base64.b64encode(data) + b"=", user_name=HOSTILE, **fields)
    put("empty", connected_at="")
    put("closed", "AAAA", authenticated="False")
    for session_id in [*contents, "empty", "closed", "nobody"]:
        for verb in READS:
            assert_fits(api, client.get(url(session_id, f"/{verb}")), f"{NAMED}/{verb}", "get")
    listed = assert_fits(api, client.get("/api/sessions"), "/api/sessions", "get")
    assert listed["total"] == len(contents) + 2
    assert_fits(api, client.get("/api/status"), "/api/status", "get")
    assert assert_fits(api, client.get("/api/survey"), "/api/survey", "get")["groups"]


def test_answers_about_tracks_in_other_types_fit(
    client: FlaskClient, api: dict[str, Any], redis_server: RedisServer
) -> None:
    voice = as_s16(speech(3, 16000))
    chunks = [voice[start : start + 3200] for start in range(0, len(voice), 3200)]
    with redis_server.client() as writer:
        writer.hset("session:call", mapping={"user_name": "Ada", "notes": "long " * 2000})
        writer.rpush("session:call:user", *chunks)
        for at, chunk in enumerate(chunks):
            fields = {"audio": chunk, "sample_rate": "16000", "encoding": "s16le"}
            writer.xadd("session:call:agent", fields, id=f"{1_760_000_000_000 + 100 * at}-0")
        writer.set("audio:one", voice)
    listed = assert_fits(api, client.get("/api/sessions"), "/api/sessions", "get")
    assert {session["stored_as"] for session in listed["sessions"]} == {"list+stream", "string"}
    for session_id in ("call", "one"):
        for verb in READS:
            assert_fits(api, client.get(url(session_id, f"/{verb}")), f"{NAMED}/{verb}", "get")
    found = assert_fits(api, client.get(url("call", "/info")), f"{NAMED}/info", "get")
    assert found["cut_fields"]["notes"] == 10_000
    assert [track["name"] for track in found["audio_info"]["tracks"]] == ["user", "agent"]
    for track in ("user", "agent"):
        chosen = client.get(url("call", f"/waveform?track={track}"))
        assert_fits(api, chosen, f"{NAMED}/waveform", "get")
    refused = client.get(url("call", "/info?track=nobody"))
    assert assert_fits(api, refused, f"{NAMED}/info", "get")["error"] == "invalid_request"


def test_refusals_fit(client: FlaskClient, api: dict[str, Any], put: Put) -> None:
    put("call", base64.b64encode(as_s16(speech(1, 16000))), **TOLD)
    for verb in READS:
        answer = client.get(url("call", f"/{verb}?sample_rate=1"))
        assert assert_fits(api, answer, f"{NAMED}/{verb}", "get")["error"] == "invalid_request"
    answer = client.get(url("call", "/audio"), headers={"Range": "bytes=9999999-"})
    assert_fits(api, answer, f"{NAMED}/audio", "get")
    answer = client.get(url("call", "/audio"), headers={"Range": "bytes=0-9"})
    assert_fits(api, answer, f"{NAMED}/audio", "get")
    assert_fits(api, client.get("/api/sessions?sort=x"), "/api/sessions", "get")
    for verb in ("play", "stop", "pause", "resume", "seek", "volume", "extend"):
        for sent in ("[]", "", '{"position": "x", "volume": 9, "seconds": 0}'):
            answer = client.post(url("call", f"/{verb}"), data=sent)
            if verb != "play" or sent:
                assert_fits(api, answer, f"{NAMED}/{verb}", "post")


def test_answers_of_a_playback_fit(
    client: FlaskClient, api: dict[str, Any], put: Put, sound_server: SoundServer
) -> None:
    put("call", base64.b64encode(as_s16(speech(20, 16000))), **TOLD)
    for verb, sent in (
        ("play", {"volume": 0}),
        ("pause", {}),
        ("seek", {"position": 5}),
        ("volume", {"volume": 0.1}),
        ("resume", {}),
    ):
        answer = client.post(url("call", f"/{verb}"), json=sent)
        assert assert_fits(api, answer, f"{NAMED}/{verb}", "post")["success"] is True
        status = assert_fits(api, client.get("/api/status"), "/api/status", "get")
        assert len(status["playbacks"]) == 1
        assert status["devices"]
    assert_fits(api, client.post(url("call", "/stop")), f"{NAMED}/stop", "post")
    extended = client.post(url("call", "/extend"), json={"seconds": 7200})
    assert assert_fits(api, extended, f"{NAMED}/extend", "post")["ttl"] == 7200
    for _ in range(2):
        assert_fits(api, client.delete(url("call")), NAMED, "delete")


class TestWithoutRedis:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(redis_url=f"redis://127.0.0.1:{free_port()}/0")

    def test_answers_fit(self, client: FlaskClient, api: dict[str, Any]) -> None:
        assert_fits(api, client.get("/api/status"), "/api/status", "get")
        assert_fits(api, client.get("/api/sessions"), "/api/sessions", "get")
        assert_fits(api, client.get("/api/survey"), "/api/survey", "get")
        for verb in READS:
            assert_fits(api, client.get(url("call", f"/{verb}")), f"{NAMED}/{verb}", "get")
        for verb in ("play", "stop", "pause", "resume"):
            assert_fits(api, client.post(url("call", f"/{verb}")), f"{NAMED}/{verb}", "post")
        assert_fits(api, client.delete(url("call")), NAMED, "delete")
        sent = {"seconds": 60}
        assert_fits(api, client.post(url("call", "/extend"), json=sent), f"{NAMED}/extend", "post")
