"""How much a compressed file may grow: a small file that claims to hold far more is a mistake or an attack."""

from hyperscope.errors import FormatError

FREE_BYTES = 256 << 20
RATIO_AT_MOST = 100


def limit(stored: int) -> int:
    """How many bytes `stored` bytes may become."""
    return max(FREE_BYTES, RATIO_AT_MOST * stored)


def check(
    claimed: int, stored: int, where: str, fix: str = "If that is meant, save it uncompressed."
) -> None:
    """Raise `FormatError` where `stored` bytes claim to become more than `limit` allows."""
    if claimed > limit(stored):
        raise FormatError(
            f"at most {limit(stored):,} bytes from {stored:,} stored ones",
            f"{claimed:,} bytes",
            fix,
            where=where,
        )
