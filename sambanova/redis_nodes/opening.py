"""Opens the kind of Redis that the settings name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import redis

from sambanova.errors import SettingsError
from sambanova.redis_nodes.cluster import open_cluster
from sambanova.redis_nodes.nodes import Nodes, OneServer
from sambanova.redis_nodes.sentinels import open_sentinels
from sambanova.settings import Settings

_FILE_OPTIONS = ("ssl_ca_certs", "ssl_certfile", "ssl_keyfile")


def open_nodes(settings: Settings, options: dict[str, Any], connect_timeout: float) -> Nodes:
    """The servers of the settings. They are connected to on first use.

    options: of pools and connections, for redis-py. connect_timeout: seconds, for a socket that is not one of
    this machine. Raises SettingsError for settings that contradict each other, and for an option in REDIS_URL
    that cannot be used.
    """
    _check(settings)
    if not (settings.redis_url or "").startswith("unix:"):
        options = {**options, "socket_connect_timeout": connect_timeout}
    try:
        return _open(settings, {**options, **settings.redis_tls_files})
    except (TypeError, ValueError, redis.exceptions.RedisError) as error:
        raise SettingsError("REDIS_URL has an option that redis-py does not know or take.") from error


def _check(settings: Settings) -> None:
    """Raises SettingsError if two settings contradict each other."""
    if settings.redis_key_file and not settings.redis_cert_file:
        raise SettingsError("REDIS_KEY_FILE needs the certificate of the key: set REDIS_CERT_FILE, too.")
    names = {"REDIS_CA_FILE": settings.redis_ca_file, "REDIS_CERT_FILE": settings.redis_cert_file}
    given = next((name for name, value in names.items() if value), None)
    if given and settings.redis_url and not settings.redis_url.startswith("rediss"):
        raise SettingsError(f"{given} needs a REDIS_URL with TLS, which begins with rediss.")
    if settings.redis_read_replicas and settings.redis_address is None:
        raise SettingsError("REDIS_READ_REPLICAS needs a REDIS_URL of a cluster or of Sentinels.")


def _open(settings: Settings, options: dict[str, Any]) -> Nodes:
    address = settings.redis_address
    if address is None:
        return OneServer(redis.Redis(connection_pool=_checked(_pool(settings, options))))
    sample = _checked(redis.BlockingConnectionPool.from_url(address.server_url, **options))
    reads_replicas = settings.redis_read_replicas
    if address.kind == "cluster":
        return open_cluster(address, options, reads_replicas=reads_replicas)
    return open_sentinels(address, sample, reads_replicas=reads_replicas)


def _pool(settings: Settings, options: dict[str, Any]) -> redis.BlockingConnectionPool:
    if settings.redis_url:
        return redis.BlockingConnectionPool.from_url(settings.redis_url, **options)
    return redis.BlockingConnectionPool(  # type: ignore[no-untyped-call]  # untyped in redis-py
        host=settings.redis_host,
        port=settings.redis_port,
        username=settings.redis_username,
        password=settings.redis_password,
        db=settings.redis_db,
        connection_class=redis.SSLConnection if settings.redis_tls_files else redis.Connection,
        **options,
    )


def _checked(pool: redis.BlockingConnectionPool) -> redis.BlockingConnectionPool:
    """The pool. Raises SettingsError if a file for TLS is not there, and TypeError for an unknown option."""
    for name in _FILE_OPTIONS:
        path = pool.connection_kwargs.get(name)
        if path and not Path(path).is_file():
            raise SettingsError(f"There is no file {path!r}, which {name} in REDIS_URL names.")
    pool.connection_class(**pool.connection_kwargs)
    return pool
