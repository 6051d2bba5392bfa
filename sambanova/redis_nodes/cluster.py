"""A Redis Cluster. redis-py discovers its nodes and connects to them; here each command finds its node.

Every node has some of the 16384 slots, and each key is in a slot. A node that does not have the slot of a
key answers MOVED, or ASK while the slot is on its way to another; then the nodes are discovered again, and
these commands alone are sent to the node that was named.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import redis
from redis.cluster import ClusterNode, LoadBalancingStrategy, RedisCluster
from redis.crc import REDIS_CLUSTER_HASH_SLOTS, key_slot
from redis.exceptions import (
    AskError,
    ConnectionError,  # noqa: A004  # redis-py's name
    MovedError,
    RedisClusterException,
    RedisError,
    TimeoutError,  # noqa: A004  # redis-py's name
    TryAgainError,
)

from sambanova.redis_address import RedisAddress
from sambanova.redis_nodes.nodes import Layout, ask_server, in_transaction, is_reading, transaction
from sambanova.redis_nodes.wire import Command, connection_of, replies

_MAX_REDIRECTIONS = 5  # of one command; in a cluster that is settled one is enough
_PAUSE = 0.05  # seconds until a command is sent again whose keys are on their way
_KEY_AT = {"EVAL": 3, "MEMORY": 2}  # where the key of a command is, if not behind its name
_UNANSWERED = object()


class NotACluster(RedisError):
    """The server runs without cluster mode."""


@dataclass(frozen=True, slots=True)
class _Slots:
    """Which client reads, and which writes, the keys of each slot; None for a slot that no node has."""

    readers: list[redis.Redis | None]
    writers: list[redis.Redis | None]

    def clients(self, commands: Sequence[Command]) -> list[redis.Redis | None]:
        """The clients, by slot, to which commands are sent together."""
        return self.readers if is_reading(commands) else self.writers

    def nodes(self) -> list[redis.Redis]:
        """The clients of all readers, in the order of their slots."""
        found = {id(client): client for client in self.readers if client is not None}
        return list(found.values())


class Cluster:
    """The nodes of a Redis Cluster. See `Nodes` for its methods."""

    def __init__(self, open_cluster: Callable[[], RedisCluster], *, reads_replicas: bool) -> None:
        """open_cluster: connects. reads_replicas: the first replica of each node is read in its place."""
        self._open_cluster = open_cluster
        self._reads_replicas = reads_replicas
        self._lock = threading.RLock()
        self._cluster: RedisCluster | None = None
        self._known: _Slots | None = None
        self._strangers: dict[tuple[str, int], redis.Redis] = {}  # nodes that have no slot yet
        self._map: Hashable = None

    def clients(self) -> list[redis.Redis]:
        """The nodes that are read."""
        return self._slots().nodes()

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The replies, in the order of the commands. Nodes that cannot be reached are discovered again."""
        answers: list[Any] = [_UNANSWERED] * len(commands)
        for is_last in (False, True):
            slots = self._slots()
            try:
                self._exchange(self._plan(slots, commands, answers), answers)
                break
            except (ConnectionError, TimeoutError) as error:
                self._discover(slots)
                if is_last or isinstance(error, TimeoutError):
                    raise
        self._follow_redirections(commands, answers)
        return answers

    def at_once(self, commands: Sequence[Command]) -> list[Any]:
        """The replies to a transaction; where its keys are in several slots, or move, to each command."""
        client = self.client_of(commands)
        if client is not None:
            with contextlib.suppress(ConnectionError, AskError, TryAgainError):  # MovedError is an AskError
                return transaction(ask_server(client, in_transaction(commands)))
        return self.ask(commands)

    def client_of(self, commands: Sequence[Command]) -> redis.Redis | None:
        """The node of the keys, if they are all in one slot: Redis takes no other transaction."""
        slots = set(map(_slot_of, commands))
        return self._slots().clients(commands)[slots.pop()] if len(slots) == 1 else None

    def grouped(self, keys: Sequence[bytes]) -> list[list[bytes]]:
        """The keys by their slots."""
        groups: dict[int, list[bytes]] = {}
        for key in keys:
            groups.setdefault(key_slot(key), []).append(key)
        return list(groups.values())

    def layout(self) -> Layout | None:
        """The nodes that are read, and which slots each node has, as one of them says now.

        The nodes are discovered again if anything has changed. While none answers, all stays the same.
        """
        slots = self._slots()
        for client in slots.nodes():
            try:
                found = _normal(client.execute_command("CLUSTER SLOTS"))  # type: ignore[no-untyped-call]
            except RedisError:
                continue  # the next one may know of its end
            if self._map is not None and found != self._map:
                self._discover(slots)
                slots = self._slots()
            self._map = found
            break
        return Layout(frozenset(map(_name, slots.nodes())), self._map)

    def close(self) -> None:
        """Closes all connections."""
        with self._lock:
            cluster, self._cluster, self._known = self._cluster, None, None
            strangers, self._strangers = list(self._strangers.values()), {}
        nodes = list(cluster.nodes_manager.nodes_cache.values()) if cluster else []
        if cluster is not None:
            cluster.close()
        clients = [node.redis_connection for node in nodes if node.redis_connection is not None]
        for client in [*strangers, *clients]:
            client.close()
            client.connection_pool.disconnect()

    # Where the keys are

    def _slots(self) -> _Slots:
        with self._lock:
            if self._known is None:
                if self._cluster is None:
                    with _as_redis_errors():
                        self._cluster = self._open_cluster()
                self._known = self._read_slots(self._cluster)
            return self._known

    def _discover(self, seen: _Slots) -> None:
        """Asks for the nodes again, unless another thread did so since `seen` was read."""
        with self._lock:
            if self._known is not seen or self._cluster is None:
                return
            self._known = None
            try:
                with _as_redis_errors():
                    self._cluster.nodes_manager.initialize()
            except RedisError:
                self.close()  # the next attempt begins with the nodes of the settings
                raise

    def _read_slots(self, cluster: RedisCluster) -> _Slots:
        """The clients of all slots."""
        pairs: dict[int, tuple[redis.Redis, redis.Redis]] = {}
        found = _Slots([None] * REDIS_CLUSTER_HASH_SLOTS, [None] * REDIS_CLUSTER_HASH_SLOTS)
        for slot, nodes in cluster.nodes_manager.slots_cache.items():
            if id(nodes) not in pairs:
                # Always the same replica: another one may lag behind what this one tells of changes.
                replicas = sorted(nodes[1:], key=lambda node: str(node.name))
                reader = replicas[0] if self._reads_replicas and replicas else nodes[0]
                pairs[id(nodes)] = (
                    cluster.get_redis_connection(reader),
                    cluster.get_redis_connection(nodes[0]),
                )
            found.readers[slot], found.writers[slot] = pairs[id(nodes)]
        return found

    def _client_at(self, host: str, port: int) -> redis.Redis | None:
        """The client of a node that another one named; None if that gave no host."""
        if not host:
            return None
        with self._lock:
            cluster = self._cluster
            if cluster is None:
                return None
            node = cluster.nodes_manager.get_node(host, port)
            if node is not None:
                return cluster.get_redis_connection(node)
            if (host, port) not in self._strangers:
                manager = cluster.nodes_manager
                self._strangers[host, port] = manager.create_redis_node(  # type: ignore[no-untyped-call]
                    host, port, **manager.connection_kwargs
                )
            return self._strangers[host, port]

    # Commands

    def _plan(self, slots: _Slots, commands: Sequence[Command], answers: list[Any]) -> _Plan:
        """Which commands without an answer are sent to which node."""
        clients, plan = slots.clients(commands), _Plan()
        for at, command in enumerate(commands):
            if answers[at] is _UNANSWERED:
                plan.add(_covered(clients, _slot_of(command)), at, command)
        return plan

    def _exchange(self, plan: _Plan, answers: list[Any]) -> None:
        """Sends the commands to all nodes, each batch while the nodes answer the previous one."""
        with ExitStack() as stack:
            running: list[tuple[Iterator[list[Any]], Iterator[int]]] = []
            for client, places, commands in plan.parts():
                connection = stack.enter_context(connection_of(client))
                running.append((replies(connection, commands), iter(places)))
            while running:
                for part in list(running):
                    batches, places_left = part
                    batch = next(batches, None)
                    if batch is None:
                        running.remove(part)
                        continue
                    for answer in batch:
                        at = next(places_left)
                        if at >= 0:
                            answers[at] = answer

    def _follow_redirections(self, commands: Sequence[Command], answers: list[Any]) -> None:
        """Sends commands again whose keys are on another node."""
        for _ in range(_MAX_REDIRECTIONS):
            redirected = [
                (at, answer)
                for at, answer in enumerate(answers)
                if isinstance(answer, (AskError, TryAgainError))
            ]
            if not redirected:
                return
            if any(isinstance(answer, MovedError) for _, answer in redirected):
                self._discover(self._slots())
            if any(isinstance(answer, TryAgainError) for _, answer in redirected):
                time.sleep(_PAUSE)
            slots, plan = self._slots(), _Plan()
            for at, answer in redirected:
                client = None
                if isinstance(answer, AskError):
                    client = self._client_at(answer.host, int(answer.port))
                if client is None:
                    client = _covered(slots.writers, _slot_of(commands[at]))
                if isinstance(answer, AskError) and not isinstance(answer, MovedError):
                    plan.add(client, -1, ("ASKING",))
                plan.add(client, at, commands[at])
            self._exchange(plan, answers)


class _Plan:
    """Commands by the nodes to which they are sent."""

    def __init__(self) -> None:
        self._parts: dict[int, tuple[redis.Redis, list[int], list[Command]]] = {}

    def add(self, client: redis.Redis, at: int, command: Command) -> None:
        """Adds a command. at: the place of its answer; -1 if nobody wants it."""
        part = self._parts.get(id(client))
        if part is None:
            part = self._parts[id(client)] = (client, [], [])
        part[1].append(at)
        part[2].append(command)

    def parts(self) -> list[tuple[redis.Redis, list[int], list[Command]]]:
        """The nodes, with the places of their answers, and their commands."""
        return list(self._parts.values())


def _slot_of(command: Command) -> int:
    key = command[_KEY_AT.get(command[0], 1)]
    return key_slot(key if isinstance(key, bytes) else str(key).encode())


def _covered(clients: Sequence[redis.Redis | None], slot: int) -> redis.Redis:
    client = clients[slot]
    if client is None:
        raise redis.exceptions.ClusterDownError(f"CLUSTERDOWN no node has slot {slot}")
    return client


def _name(client: redis.Redis) -> tuple[Any, Any]:
    options: Mapping[str, Any] = client.connection_pool.connection_kwargs
    return options.get("host"), options.get("port")


def _normal(slots: Any) -> Hashable:
    """The reply to CLUSTER SLOTS, which each node gives in an order of its own."""
    return frozenset(
        (first, last, _place(primary), frozenset(map(_place, replicas)))
        for first, last, primary, *replicas in slots
    )


def _place(node: Sequence[Any]) -> tuple[Any, Any]:
    return node[0], node[1]


@contextmanager
def _as_redis_errors() -> Iterator[None]:
    """Raises what redis-py says of a cluster as what it met."""
    try:
        yield
    except RedisClusterException as error:
        met: BaseException | None = error
        while met is not None and not isinstance(met, RedisError):
            met = met.__cause__ or met.__context__
        if met is None:
            raise ConnectionError(str(error)) from error
        if "cluster support disabled" in str(met):
            raise NotACluster(str(met)) from error
        # Another one of its kind: raised again, it would be a cause of itself.
        raise type(met)(*met.args) from met


def open_cluster(address: RedisAddress, options: dict[str, Any], *, reads_replicas: bool) -> Cluster:
    """The cluster at an address. It connects on first use.

    options: of the pools and connections, for redis-py.
    """
    # redis-py has a way of its own to try again in a cluster.
    options = {name: value for name, value in options.items() if name != "retry"}
    others = address.hosts[1:]

    def connect() -> RedisCluster:
        return RedisCluster(
            url=address.server_url,
            startup_nodes=[ClusterNode(host, port) for host, port in others],  # type: ignore[no-untyped-call]
            require_full_coverage=False,  # a key is asked for where it is, whatever is missing elsewhere
            connection_pool_class=redis.BlockingConnectionPool,
            load_balancing_strategy=LoadBalancingStrategy.ROUND_ROBIN if reads_replicas else None,
            **options,
        )

    return Cluster(connect, reads_replicas=reads_replicas)
