"""The page stays light: it is sent with every export."""

import gzip

from hyperscope.site.page import PAGE

MOST = 350_000  # bytes


def test_the_page_weighs_at_most_350_kilobytes_gzipped():
    weights = {path.name: len(gzip.compress(path.read_bytes())) for path in PAGE.glob("assets/*")}
    assert 0 < sum(weights.values()) <= MOST, weights
