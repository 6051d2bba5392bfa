"""What recordings are for: choosing thresholds, trying a detector while it is written, the final figures."""

from __future__ import annotations

from typing import Literal, get_args

Split = Literal["fit", "tune", "measure"]

SPLITS: tuple[Split, ...] = get_args(Split)
"""No voice, no package and no sentence belongs to two of them."""
