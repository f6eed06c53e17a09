"""Key frames wound into one file: each as its steps from the one before, half as large as one by one."""

from collections.abc import Sequence

import numpy as np

from hyperscope.wire.frames import HEADER, LEFT_OUT

NOWHERE = 4_095  # the coarse level of a row that was left out; the others end one below


def wound(frames: Sequence[bytes]) -> bytes:
    """Compact frames of one size as `SiteRunMessage` describes it: positions in 4,095 steps of each frame's box."""
    headers = b"".join(frame[: HEADER.size] for frame in frames)
    fine = np.stack([np.frombuffer(frame, "<u2", offset=HEADER.size) for frame in frames])
    coarse = np.where(fine == LEFT_OUT, NOWHERE, np.minimum(fine >> 4, NOWHERE - 1)).astype(np.int32)
    steps = np.diff(coarse, axis=0, prepend=0)
    folded = np.where(steps < 0, -2 * steps - 1, 2 * steps).astype("<u2")
    return headers + folded.ravel().view(np.uint8).reshape(-1, 2).T.tobytes()
