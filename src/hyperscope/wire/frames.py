"""Binary frames: one layout on the wire, self-checking, ready for the GPU.

Little-endian, 64 bytes of header, then `count` × `components` numbers, row-major::

    offset  type      meaning
    0       4 bytes   magic "HSFR"
    4       u16       version (1)
    6       u8        dtype: 0 float32, 1 uint16
    7       u8        components: 2 or 3
    8       u32       count of rows
    12      u32       seq: grows with every frame of a run, through restarts and perturbations
    16      u8        state: index into `STATES`
    17      u8[3]     reserved, 0
    20      i32       iteration
    24      f32       loss (NaN: none)
    28      f32[3]    centre of the frame's own box (z is 0 in 2-D)
    40      f32       scale: the length of the box's longest side
    44      u8[20]    reserved, 0

A float32 payload holds positions as they are. A uint16 payload q stands for centre + (q / 65534 − ½) · scale, the same
scale on every axis; 65535 marks a row that was left out (NaN in float32).
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Positions
from hyperscope.errors import FormatError
from hyperscope.run import RunState

MAGIC = b"HSFR"
VERSION = 1
HEADER = struct.Struct("<4sHBBIIB3xif3ff20x")
STATES = tuple(RunState)
FLOAT32, UINT16 = 0, 1
LEFT_OUT = 65_535
STEPS = 65_534


@dataclass(frozen=True, slots=True)
class Frame:
    """Positions (n, p) with what the header says about them."""

    positions: Positions
    seq: int
    state: RunState
    iteration: int
    loss: float | None


def box(positions: Positions) -> tuple[NDArray[np.float32], float]:
    """(centre, longest side) of the box that holds all finite positions; (0, 1) if there are none."""
    if not len(positions):
        return np.zeros(positions.shape[1], np.float32), 1.0
    # Reducing along rows of two or three numbers takes ten times as long as along columns.
    columns = np.ascontiguousarray(positions.T)
    low, high = np.fmin.reduce(columns, axis=1), np.fmax.reduce(columns, axis=1)
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        return box(positions[np.isfinite(positions).all(axis=1)])
    side = float((high - low).max())
    return ((low + high) / 2).astype(np.float32), side if side > 0 else 1.0


def encode(frame: Frame, *, compact: bool = False) -> bytes:
    """The frame as bytes; `compact` halves them by quantising into the frame's own box."""
    n, dims = frame.positions.shape
    centre, side = box(frame.positions)
    header = HEADER.pack(
        MAGIC, VERSION, UINT16 if compact else FLOAT32, dims, n, frame.seq, STATES.index(frame.state),
        frame.iteration, float("nan") if frame.loss is None else frame.loss,
        *(float(c) for c in np.resize(np.append(centre, 0), 3)), side,
    )  # fmt: skip
    payload = (
        _quantise(frame.positions, centre, side) if compact else frame.positions.astype("<f4", copy=False)
    )
    return b"".join((header, np.ascontiguousarray(payload).data))


def _quantise(positions: Positions, centre: NDArray[np.float32], side: float) -> NDArray[np.uint16]:
    unit = (positions - centre) / np.float32(side) + np.float32(0.5)
    steps = np.where(np.isfinite(unit), np.round(np.clip(unit, 0, 1) * STEPS), np.float32(LEFT_OUT))
    return steps.astype("<u2")


def decode(data: bytes) -> Frame:
    """The frame that `encode` wrote. Raises `FormatError` for anything else."""
    if len(data) < HEADER.size or data[:4] != MAGIC:
        raise FormatError(
            f"a frame starting with {MAGIC!r}", repr(data[:8]), "Ask for the frame again.", where="frame"
        )
    _, version, dtype, dims, n, seq, state, iteration, loss, *box_ = HEADER.unpack_from(data)
    width = 2 if dtype == UINT16 else 4
    if version != VERSION or len(data) != HEADER.size + n * dims * width or state >= len(STATES):
        raise FormatError(
            f"version {VERSION} and {HEADER.size + n * dims * width} bytes",
            f"version {version} and {len(data)} bytes",
            "Reload the page; server and page may be of different versions.",
            where="frame",
        )
    raw = np.frombuffer(data, "<u2" if dtype == UINT16 else "<f4", offset=HEADER.size).reshape(n, dims)
    positions = raw if dtype == FLOAT32 else _restore(raw, np.array(box_[:dims], np.float32), box_[3])
    return Frame(positions, seq, STATES[state], iteration, None if np.isnan(loss) else loss)


def _restore(steps: NDArray[np.uint16], centre: NDArray[np.float32], side: float) -> Positions:
    positions = centre + (steps.astype(np.float32) / STEPS - np.float32(0.5)) * np.float32(side)
    positions[steps == LEFT_OUT] = np.nan
    return positions.astype(np.float32)
