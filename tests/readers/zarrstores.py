"""Zarr stores with a chunk packed by each codec that people use, in both versions of the format."""

from pathlib import Path

import numpy as np
import zarr
from numcodecs import BZ2, LZ4, LZMA, Blosc, Delta, Shuffle, Zlib, Zstd
from zarr.codecs import BloscCodec, GzipCodec, ZstdCodec

VECTORS = np.arange(1200, dtype="<f4").reshape(120, 10)
SECOND = {
    "blosc": {"compressor": Blosc("zstd", blocksize=512)},
    "bz2": {"compressor": BZ2()},
    "lz4": {"compressor": LZ4()},
    "lzma": {"compressor": LZMA()},
    "zlib": {"compressor": Zlib(), "filters": [Delta("<f4")]},
    "zstd": {"compressor": Zstd(), "filters": [Shuffle(4)]},
}
THIRD = {
    "blosc": {"compressors": [BloscCodec(typesize=4, cname="lz4", shuffle="shuffle")]},
    "gzip": {"compressors": [GzipCodec()]},
    "shards": {
        "compressors": [BloscCodec(typesize=4, cname="zstd", shuffle="bitshuffle")],
        "shards": (60, 10),
    },
    "zstd": {"compressors": [ZstdCodec(checksum=True)]},
}


def second(path: Path) -> Path:
    """Version 2, with words beside the vectors."""
    top = zarr.open_group(path, mode="w", zarr_format=2)
    for name, options in SECOND.items():
        _filled(top, name, VECTORS, chunks=(60, 10), **options)
    _filled(top, "word", _words(), chunks=(60,))
    return path


def third(path: Path) -> Path:
    """Version 3, one array in shards."""
    top = zarr.open_group(path, mode="w", zarr_format=3)
    for name, options in THIRD.items():
        _filled(top, name, VECTORS, chunks=(30, 10), **options)
    _filled(top, "word", _words(), chunks=(60,))
    return path


def _filled(top: zarr.Group, name: str, numbers: np.ndarray, **options: object) -> None:
    made = top.create_array(name, shape=numbers.shape, dtype=numbers.dtype, **options)  # type: ignore[arg-type]
    made[...] = numbers


def _words() -> np.ndarray:
    return np.array([f"w{row}" for row in range(len(VECTORS))], np.dtypes.StringDType())
