"""An exported site read back, in Python and without its writer."""

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from hyperscope.wire.frames import HEADER, LEFT_OUT, Frame, decode


class Site:
    """The folder, by its manifest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest: dict[str, Any] = json.loads((path / "manifest.json").read_bytes())

    def unpacked(self, name: str) -> bytes:
        return zlib.decompress((self.path / name).read_bytes())

    def table(self, name: str) -> pa.Table:
        return pa.ipc.open_stream(self.unpacked(name)).read_all()

    def vectors(self) -> np.ndarray:
        told, (n, d) = self.manifest["vectors"], (self.manifest["dataset"][key] for key in "nd")
        data = b"".join(map(self.unpacked, told["files"]))
        numbers = np.frombuffer(data, "<f4" if told["dtype"] == "float32" else np.uint8).reshape(n, d)
        if told["scale"] is None:
            return numbers
        base, zero, step = np.frombuffer(self.unpacked(told["scale"]), "<f4").reshape(3, d).astype(np.float64)
        return base + (numbers - zero) * step

    def neighbors(self) -> tuple[np.ndarray, np.ndarray]:
        """Indices (−1: none) and distances, both (n, k)."""
        told, n = self.manifest["neighbors"], self.manifest["dataset"]["n"]
        indices, distances = [], []
        for number, name in enumerate(told["files"]):
            data, k, width = self.unpacked(name), told["k"], told["index_bytes"]
            m = min(told["rows_per_file"], n - number * told["rows_per_file"])
            ends = np.frombuffer(data, "<f4", 2 * m).reshape(2, m, 1).astype(np.float64)
            found = np.frombuffer(data, f"<u{width}", m * k, 8 * m).reshape(m, k).astype(np.int64)
            steps = np.frombuffer(data, "<u2", m * k, 8 * m + width * m * k).reshape(m, k)
            indices.append(np.where(found == 256**width - 1, -1, found))
            distances.append(ends[0] + np.cumsum(steps, axis=1) / 4095 * (ends[1] - ends[0]))
        return np.concatenate(indices), np.concatenate(distances)

    def frame(self, run: int) -> Frame:
        return decode(self.unpacked(self.manifest["runs"][run]["frame"]))

    def key_frames(self, run: int) -> list[Frame]:
        told = self.manifest["runs"][run]
        data, size = self.unpacked(told["replay"]), told["frame_bytes"]
        count, numbers = len(data) // size, (size - HEADER.size) // 2
        heads = [data[start : start + HEADER.size] for start in range(0, count * HEADER.size, HEADER.size)]
        low, high = (
            np.frombuffer(data, np.uint8, offset=count * HEADER.size).reshape(2, count, numbers).astype(int)
        )
        folded, levels, found = low + 256 * high, np.zeros(numbers, int), []
        for head, steps in zip(heads, folded, strict=True):
            levels = levels + np.where(steps % 2, -(steps + 1) // 2, steps // 2)
            fine = np.where(levels == 4095, LEFT_OUT, 16 * levels + 8).astype("<u2")
            found.append(decode(head + fine.tobytes()))
        return found
