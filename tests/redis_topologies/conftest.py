"""Fixtures: a running topology, and the player on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sambanova.settings import Settings
from tests.redis_topologies.servers import TOPOLOGIES, Topology


@pytest.fixture(scope="module")
def topology(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topology]:
    """The topology that the test names. It is shared by the tests of a module, and empty for each."""
    found = TOPOLOGIES[request.param](tmp_path_factory.mktemp("redis"))
    yield found
    found.stop()


@pytest.fixture
def settings(topology: Topology) -> Settings:
    """The settings of the player on the topology."""
    topology.writer.flushall()
    return topology.settings
