"""A primary and its replicas that Sentinels watch. redis-py asks them where the primary is."""

from __future__ import annotations

import random
import time
from collections.abc import Hashable
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import (
    MasterNotFoundError,
    Sentinel,
    SentinelConnectionPool,
    SentinelManagedConnection,
    SentinelManagedSSLConnection,
)

from sambanova.redis_address import RedisAddress
from sambanova.redis_nodes.nodes import OneServer

_STAND_IN = 10.0  # seconds that another server is read after the replica refused a connection


class _Pool(SentinelConnectionPool, redis.BlockingConnectionPool):
    """Connections to the server that Sentinels name, for which a thread waits when all are in use."""


class _OneReplica(Sentinel):
    """Sentinels that name the same replica for every connection, as long as it is there.

    What is told of changes and what is read come from one server: another replica may lag behind it, and
    what was read there would be taken for the newest.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]
        self._chosen: tuple[str, int] | None = None
        self._stand_in_until = 0.0  # time.monotonic()

    def discover_slaves(self, service_name: str) -> list[tuple[str, int]]:
        """The replica in use; another where it is down; where there is none, what was in use before."""
        alive: list[tuple[str, int]] = super().discover_slaves(service_name)  # type: ignore[no-untyped-call]
        if self._chosen is not None and time.monotonic() < self._stand_in_until:
            return [self._chosen]
        if alive and self._chosen not in alive:
            self._chosen = random.choice(alive)  # nosec B311: which one is no secret
        return [self._chosen] if self._chosen else []

    def discover_master(self, service_name: str) -> tuple[str, int]:
        """The server that is read instead: redis-py asks for it when the replica refuses a connection."""
        primary: tuple[str, int] = super().discover_master(service_name)  # type: ignore[no-untyped-call]
        self._chosen, self._stand_in_until = primary, time.monotonic() + _STAND_IN
        return primary


def open_sentinels(
    address: RedisAddress, sample: redis.BlockingConnectionPool, *, reads_replicas: bool
) -> OneServer:
    """The primary of a service, and its replica if that is to be read. It connects on first use.

    sample: a pool of connections like those that are needed, but for where they lead to.
    """
    is_tls = issubclass(sample.connection_class, redis.SSLConnection)
    kinds = {"max_connections": sample.max_connections, "timeout": sample.timeout}
    server = {name: value for name, value in sample.connection_kwargs.items() if name not in ("host", "port")}
    shared = {name: value for name, value in server.items() if name.startswith(("socket_", "ssl_"))}
    login = {
        **shared,
        "ssl": is_tls,
        "protocol": 2,
        # A Sentinel that does not answer is not asked again: there are others.
        "retry": Retry(NoBackoff(), 0),
        **address.sentinel_login,
    }

    def client(sentinels: Sentinel, *, is_master: bool) -> redis.Redis:
        pool = _Pool(  # type: ignore[no-untyped-call]
            address.service,
            sentinels,
            is_master=is_master,
            connection_class=SentinelManagedSSLConnection if is_tls else SentinelManagedConnection,
            **kinds,
            **server,
        )
        return redis.Redis(connection_pool=pool)

    primary = client(Sentinel(address.hosts, sentinel_kwargs=login), is_master=True)  # type: ignore[no-untyped-call]
    if not reads_replicas:
        return OneServer(primary, look=_Look(primary.connection_pool))
    chooser = _OneReplica(address.hosts, sentinel_kwargs=login)
    replica = client(chooser, is_master=False)
    return OneServer(primary, replica, look=_Look(replica.connection_pool))


class _Look:
    """Tells which server a pool connects to. Asks the Sentinels; while none knows, it stays the same."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._known: Hashable = None

    def __call__(self) -> Hashable:
        try:
            found = self._find()
        except (MasterNotFoundError, redis.exceptions.TimeoutError):
            return self._known
        if self._known is not None and found != self._known and not self._pool.is_master:
            # Connections to the replica before would be used again; redis-py closes those to a primary.
            self._pool.disconnect()
        self._known = found
        return found

    def _find(self) -> Hashable:
        pool = self._pool
        if pool.is_master:
            return tuple(pool.get_master_address())
        chosen = pool.sentinel_manager.discover_slaves(pool.service_name)
        return tuple(chosen[0]) if chosen else None
