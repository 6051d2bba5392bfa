"""The metrics of `/metrics`, in the formats of Prometheus and OpenMetrics.

Nothing is counted here: a collector asks for the figures whenever somebody asks for the metrics. No label
and no name is text from Redis: what a session is called is nobody's business who may see the metrics, and
would be a series of its own in Prometheus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sambanova.errors import NotInstalled
from sambanova.redis_manager import RedisStatus
from sambanova.sessions.index import IndexFigures
from sambanova.tallies import BOUNDS, Distribution

if TYPE_CHECKING:
    from prometheus_client.core import HistogramMetricFamily, Metric

Exposition = tuple[bytes, str]
"""The metrics as they are sent, and their content type."""

_MODES = ("starting", "following", "polling", "away")
_USUAL_REFUSALS = (
    "unauthorized",
    "forbidden_origin",
    "too_many_attempts",
    "too_many_requests",
    "too_many_streams",
)
"""Codes that are there from the beginning, so that the first refusal counts as one more."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a player counts and measures.

    playbacks: by state. delays: seconds by which each live playback is behind its recording. refused: by the
    code of the error. underruns: by cause.
    """

    version: str
    index: IndexFigures
    redis: RedisStatus
    clients: int
    playbacks: Mapping[str, int]
    delays: tuple[float, ...]
    calls: int
    followers: int
    follow_delay: Distribution
    first_sound: Distribution
    underruns: Mapping[str, int]
    reading: Distribution
    decoding: Distribution
    refused: Mapping[str, int]


class Metrics:
    """The metrics of one player.

    metrics = Metrics(player.figures)
    text, content_type = metrics.exposition("text/plain")
    """

    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def exposition(self, accept: str) -> Exposition:
        """All metrics, in the format that an Accept header wants.

        Raises NotInstalled without prometheus-client.
        """
        try:
            from prometheus_client import CollectorRegistry, ProcessCollector
            from prometheus_client.exposition import choose_encoder
        except ImportError:
            raise NotInstalled(
                "The metrics need a library: pip install prometheus-client, then start the player again."
            ) from None
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(_Collector(self._figures()))
        encode, content_type = choose_encoder(accept)
        return encode(registry), content_type


class _Collector:
    """Makes metrics of figures."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """All metrics but those of the process."""
        yield from self._of_redis()
        yield from self._of_sound()
        yield from self._of_clients()

    def _of_redis(self) -> Iterator[Metric]:
        figures = self._figures
        index, redis = figures.index, figures.redis
        yield _labelled("info", "The version of the player.", "version", {figures.version: 1})
        yield _gauge("sessions", "Sessions in Redis.", index.sessions)
        yield _gauge("stored_audio_bytes", "Audio of all sessions, as it is stored.", index.stored_bytes)
        modes = {mode: int(mode == index.mode) for mode in _MODES}
        yield _labelled("change_feed_mode", "How the player learns of changes in Redis.", "mode", modes)
        lag = "Time from a question until the change feed has told all changes before it."
        yield _gauge("change_feed_lag_seconds", lag, index.lag)
        yield _gauge("redis_up", "Whether Redis answers.", int(redis.available))
        latency = None if redis.latency_ms is None else redis.latency_ms / 1000
        yield _gauge("redis_latency_seconds", "Time until Redis answers a PING.", latency)
        yield _gauge("redis_memory_bytes", "Memory that Redis uses.", redis.used_memory_bytes)
        yield _durations("reading_seconds", "Time from Redis to the bytes of a session.", figures.reading)
        decoding = "Time from the bytes of a track to its first frames."
        yield _durations("decoding_seconds", decoding, figures.decoding)

    def _of_sound(self) -> Iterator[Metric]:
        figures = self._figures
        yield _labelled("playbacks", "Playbacks on the speaker.", "state", figures.playbacks)
        first = "Time from the request for a playback until the device has its first chunk."
        yield _durations("first_sound_seconds", first, figures.first_sound)
        yield _counter(
            "underruns",
            "How often a device ran out of sound: the player was late, or a call had nothing new.",
            "cause",
            {"late": 0, "no_news": 0, **figures.underruns},
        )
        yield _gauge("followed_calls", "Calls that are followed.", figures.calls)
        yield _gauge("followers", "Browsers and speakers that follow them.", figures.followers)
        delay = "Time from the news of a write until its sound is with those who follow."
        yield _durations("follow_delay_seconds", delay, figures.follow_delay)
        behind = "How far the live playback that is furthest behind is behind its recording."
        yield _gauge("live_playback_delay_seconds", behind, max(figures.delays, default=None))

    def _of_clients(self) -> Iterator[Metric]:
        figures = self._figures
        yield _gauge("clients", "Open sockets, one for each page.", figures.clients)
        refused = {**dict.fromkeys(_USUAL_REFUSALS, 0), **figures.refused}
        yield _counter("refused_requests", "Requests that got an error, by its code.", "code", refused)


def _name(name: str) -> str:
    return f"audio_player_{name}"


def _gauge(name: str, text: str, value: float | None) -> Metric:
    """A gauge; without a sample if its value is not known."""
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(_name(name), text)
    if value is not None:
        family.add_metric([], value)
    return family


def _labelled(name: str, text: str, label: str, values: Mapping[str, int]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(_name(name), text, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


def _counter(name: str, text: str, label: str, counts: Mapping[str, int]) -> Metric:
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(_name(name), text, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family


def _durations(name: str, text: str, found: Distribution) -> HistogramMetricFamily:
    from prometheus_client.core import HistogramMetricFamily

    bounds = [*map(str, BOUNDS), "+Inf"]
    buckets = list(zip(bounds, map(float, found.counts), strict=True))
    return HistogramMetricFamily(_name(name), text, buckets=buckets, sum_value=found.seconds)
