"""Where the detector looks."""

from __future__ import annotations

import numpy as np

from sambanova.detection.samples import FRAME_MULTIPLE
from sambanova.detection.windows import liveliest


def test_the_liveliest_stretch_of_wide_samples_holds_that_of_narrow_ones() -> None:
    window = np.zeros(12288, np.uint8)
    window[8000:9000] = np.arange(1000) * 37 % 256
    starts = liveliest(window, 3072)
    assert starts[1] <= 8000
    assert starts[1] + 3072 >= 9000
    for narrow, wide in ((1, 2), (2, 3), (3, 4), (4, 8)):
        assert starts[wide] <= starts[narrow]
        assert starts[narrow] + 3072 * narrow <= starts[wide] + 3072 * wide or wide == 8
    assert all(start % FRAME_MULTIPLE == 0 for start in starts.values())
    assert set(liveliest(window[:100], 3072).values()) == {0}
