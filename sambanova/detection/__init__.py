"""What headerless bytes are, from the signal alone: bytes in, answers out.

Nothing here knows sessions, containers, settings or findings, or imports anything but NumPy and
`sambanova.encodings`. `detect` identifies bytes; `byte_slips` finds and mends bytes that are missing or too
many in the middle; `sample_rate`, `linear_prediction` and `networks` serve the analysis of recordings, too.
"""

from sambanova.detection.identify import Identification, detect, detect_despite_slips
from sambanova.detection.rate_clues import NO_CLUES, RateClues

__all__ = ["NO_CLUES", "Identification", "RateClues", "detect", "detect_despite_slips"]
