import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from hyperscope.wire import frames

GOLDEN = Path(__file__).parent / "golden"
CASES = json.loads((GOLDEN / "frames.json").read_text(encoding="utf-8"))
frame_of = runpy.run_path(str(GOLDEN / "write.py"))["frame_of"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_the_encoder_still_writes_the_golden_bytes(case):
    assert (
        frames.encode(frame_of(case), compact=case["dtype"] == "uint16")
        == (GOLDEN / case["file"]).read_bytes()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_the_decoder_reads_what_the_golden_table_says(case):
    got, want = frames.decode((GOLDEN / case["file"]).read_bytes()), frame_of(case)
    assert (got.seq, got.state, got.iteration, got.loss) == (want.seq, want.state, want.iteration, want.loss)
    exact = case["dtype"] == "float32"
    _, side = frames.box(want.positions)
    np.testing.assert_allclose(
        got.positions, want.positions, rtol=0, atol=0 if exact else side / frames.STEPS
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_the_header_is_64_bytes_so_that_numbers_are_aligned(case):
    size = (GOLDEN / case["file"]).stat().st_size
    width = 4 if case["dtype"] == "float32" else 2
    assert size == 64 + len(case["positions"]) * case["components"] * width
