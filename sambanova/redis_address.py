"""The values of REDIS_URL that name several servers: a Redis Cluster, or the Sentinels of a service.

    redis+cluster://:password@node1:6379,node2:6379
    rediss+sentinel://:password@host1:26379,host2:26379/mymaster/0?sentinel_password=secret

All other values are read by redis-py alone, and so are the user, the password and the options of these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

Kind = Literal["cluster", "sentinel"]
SCHEMES: dict[str, tuple[str, Kind]] = {
    "redis+cluster": ("redis", "cluster"),
    "rediss+cluster": ("rediss", "cluster"),
    "redis+sentinel": ("redis", "sentinel"),
    "rediss+sentinel": ("rediss", "sentinel"),
}
"""The schemes, with that of one of their servers."""

_DEFAULT_PORTS: dict[Kind, int] = {"cluster": 6379, "sentinel": 26379}
_SENTINEL_OPTIONS = {"sentinel_username": "username", "sentinel_password": "password"}


class BadAddress(ValueError):
    """A URL that cannot be used. The message ends a sentence that begins with the name of the variable."""


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """Where a Redis Cluster or the Sentinels are.

    hosts: the nodes or Sentinels that are asked first, with their ports. server_url: of a data server, for
    redis-py; of its host and port only those of a cluster are true. service: that the Sentinels know; empty
    for a cluster. sentinel_login: `username` and `password` of the Sentinels themselves.
    """

    kind: Kind
    hosts: tuple[tuple[str, int], ...]
    server_url: str = field(repr=False)
    service: str = ""
    sentinel_login: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def parse(cls, url: str) -> RedisAddress | None:
        """Parses a URL; None if it names one server. Raises BadAddress."""
        try:
            parts = urlsplit(url)
        except ValueError:
            raise BadAddress("has a bad address or port.") from None
        if parts.scheme not in SCHEMES:
            return None
        scheme, kind = SCHEMES[parts.scheme]
        login, at, places = parts.netloc.rpartition("@")
        hosts = tuple(_host(place, _DEFAULT_PORTS[kind]) for place in places.split(","))
        service, database = _path(kind, parts.path)
        options = parse_qsl(parts.query, keep_blank_values=True)
        server_options = urlencode(
            [(name, value) for name, value in options if name not in _SENTINEL_OPTIONS]
        )
        host, port = hosts[0]
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return cls(
            kind,
            hosts,
            f"{scheme}://{login}{at}{place}/{database}?{server_options}",
            service,
            {_SENTINEL_OPTIONS[name]: value for name, value in options if name in _SENTINEL_OPTIONS},
        )


def _host(text: str, default_port: int) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{text}")
        port = parts.port or default_port
    except ValueError:
        raise BadAddress("has a bad address or port.") from None
    if not parts.hostname:
        raise BadAddress("must name hosts, separated by commas, such as host1:6379,host2:6379.")
    return unquote(parts.hostname), port


def _path(kind: Kind, path: str) -> tuple[str, str]:
    """The service of the Sentinels, and the number of the database."""
    words = path.strip("/").split("/")
    if kind == "cluster":
        if words not in ([""], ["0"]):
            raise BadAddress("must not name a database: a Redis Cluster has only one.")
        return "", "0"
    service, database = words[0], (words[1:] or ["0"])[0]
    if not service:
        raise BadAddress("must name the service of the Sentinels, such as /mymaster or /mymaster/0.")
    if len(words) > 2 or not (database.isascii() and database.isdecimal()):
        raise BadAddress("must end with the service and the number of a database, such as /mymaster/0.")
    return unquote(service), database
