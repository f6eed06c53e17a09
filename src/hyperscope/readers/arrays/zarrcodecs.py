"""Which codecs of a Zarr store may run: those that give numbers and words, and Blosc once its frames have been looked at.

A store names its codecs itself, and some that can be installed (numcodecs' pickle) would run what a chunk says.
"""

import threading
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from hyperscope.errors import FormatError
from hyperscope.readers.arrays import bloscframe

BLOSC = "blosc"
KNOWN = {
    "adler32", "astype", "bitround", "blosc", "bytes", "bz2", "crc32", "crc32c", "delta", "endian",
    "fixedscaleoffset", "fletcher32", "gzip", "jenkins_lookup3", "lz4", "lzma", "packbits", "quantize",
    "sharding_indexed", "shuffle", "transpose", "vlen-bytes", "vlen-utf8", "zlib", "zstd",
}  # fmt: skip
PREFIX = "numcodecs."  # of those that version 3 does not specify; a Blosc of that name would not be ours
FIX = "Nothing was run. If you trust its author, write the store again with another compressor."
_lock = threading.Lock()


@contextmanager
def checked() -> Iterator[None]:
    """Arrays that are opened here look at each frame of Blosc before they unpack it."""
    import numcodecs
    import zarr
    from numcodecs.blosc import Blosc
    from zarr.registry import register_codec

    second, third = _classes()
    name = f"{third.__module__}.{third.__qualname__}"
    with _lock:  # both registries are the process's
        register_codec(BLOSC, third, qualname=name)
        numcodecs.register_codec(second, BLOSC)
        try:
            with zarr.config.set({f"codecs.{BLOSC}": name}), warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # that others may not know a codec
                yield
        finally:
            numcodecs.register_codec(Blosc, BLOSC)


def check(array: Any, where: str) -> None:
    """Raise `FormatError` where an array names a codec that may not run."""
    about = array.metadata
    first = about.codecs if hasattr(about, "codecs") else (about.compressor, *(about.filters or ()))
    for codec in _used(first):
        name = codec.codec_id if hasattr(codec, "codec_id") else codec.to_dict()["name"]
        known = name.removeprefix(PREFIX) in KNOWN and name != f"{PREFIX}{BLOSC}"
        if not known or (name == BLOSC and not isinstance(codec, _classes())):
            raise FormatError("codecs of numbers and words", repr(name), FIX, where=where)


def _used(codecs: Iterable[Any]) -> Iterator[Any]:
    """Codecs, and those within a shard."""
    for codec in codecs:
        if codec is not None:
            yield codec
            yield from _used((*getattr(codec, "codecs", ()), *getattr(codec, "index_codecs", ())))


@cache
def _classes() -> tuple[Any, Any]:
    """Blosc as version 2 of the format has it, and as version 3 has it."""
    from numcodecs.blosc import Blosc
    from zarr.codecs import BloscCodec

    class Second(Blosc):
        codec_id = BLOSC

        def decode(self, buf: Any, out: Any = None) -> Any:
            bloscframe.check(memoryview(buf).cast("B"))
            return super().decode(buf, out)

    class Third(BloscCodec):
        def _decode_sync(self, chunk_bytes: Any, chunk_spec: Any) -> Any:
            bloscframe.check(memoryview(chunk_bytes.as_numpy_array()).cast("B"))
            return super()._decode_sync(chunk_bytes, chunk_spec)

        async def _decode_single(self, chunk_bytes: Any, chunk_spec: Any) -> Any:
            bloscframe.check(memoryview(chunk_bytes.as_numpy_array()).cast("B"))
            return await super()._decode_single(chunk_bytes, chunk_spec)

    return Second, Third
