"""Records damaged packets of a container and gaps between its timestamps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from av.audio.frame import AudioFrame

from sambanova.findings import Finding, at_places, typical

MIN_GAP = 0.05  # seconds between timestamps that are a missing chunk; those of WebM are rounded to 1 ms


@dataclass(slots=True)
class Damage:
    """The damage of a container, collected while it is decoded.

    packets: number of packets that could not be decoded. damaged: frames before each place with such packets.
    gaps: for each, the frames before it, and the seconds that are missing.
    """

    packets: int = 0
    damaged: list[int] = field(default_factory=list)
    gaps: list[tuple[int, float]] = field(default_factory=list)
    _expected_time: float | None = None  # seconds; of the next frame

    def note(self, decoded: int) -> None:
        """Records a packet that could not be decoded. The gap that it leaves is not recorded again.

        decoded: frames before it.
        """
        if self.damaged[-1:] != [decoded]:
            self.damaged.append(decoded)
        self.packets += 1
        self._expected_time = None

    def add(self, later: Damage, before: int) -> None:
        """Adds the damage of the next joined file, which starts after `before` frames."""
        self.packets += later.packets
        self.damaged += [before + frames for frames in later.damaged]
        self.gaps += [(before + frames, seconds) for frames, seconds in later.gaps]

    def look_for_gap(self, frame: AudioFrame, decoded: int) -> None:
        """Records a gap between the timestamps of the last frame and this one. decoded: frames before it."""
        time = frame.time
        if time is None or not frame.sample_rate:
            return
        if self._expected_time is not None and time - self._expected_time > MIN_GAP:
            self.gaps.append((decoded, time - self._expected_time))
        self._expected_time = time + frame.samples / frame.sample_rate

    def findings(self, sample_rate: int) -> tuple[Finding, ...]:
        """One finding for each kind of damage. sample_rate: Hz."""
        return (*self._damaged_findings(sample_rate), *self._gap_findings(sample_rate))

    def _damaged_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.packets:
            return
        yield at_places(
            "container_damaged",
            "error",
            f"{'One part' if self.packets == 1 else f'{self.packets:,} parts'} of the recording could not be "
            "decoded and were left out.",
            "Look for chunks that were dropped or written out of order.",
            [before / sample_rate for before in self.damaged],
        )

    def _gap_findings(self, sample_rate: int) -> Iterator[Finding]:
        if not self.gaps:
            return
        at = self.gaps[0][0] / sample_rate
        lengths = [seconds for _, seconds in self.gaps]
        one = f"{lengths[0]:.2f} s are missing at {at:.2f} s: the timestamps jump there."
        many = (
            f"{len(lengths):,} gaps of {typical(lengths)}, {sum(lengths):.2f} s in all, the first at "
            f"{at:.2f} s: the timestamps jump there."
        )
        yield at_places(
            "chunk_missing",
            "error",
            one if len(lengths) == 1 else many,
            "Look for a chunk that was dropped, or written after the recording had ended.",
            [before / sample_rate for before, _ in self.gaps],
        )
