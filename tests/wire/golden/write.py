"""Write the golden frames anew: `python tests/wire/golden/write.py`. Only for a new version of the frame format.

`frames.json` says what every file holds; the Python and the TypeScript tests both read it. A left-out row is all null.
"""

import json
from pathlib import Path

import numpy as np

from hyperscope.run import RunState
from hyperscope.wire.frames import Frame, encode

HERE = Path(__file__).parent


def frame_of(case: dict) -> Frame:
    """The frame that a case of `frames.json` describes."""
    rows = [[np.nan if cell is None else cell for cell in row] for row in case["positions"]]
    positions = np.array(rows, np.float32).reshape(len(rows), case["components"])
    return Frame(positions, case["seq"], RunState(case["state"]), case["iteration"], case["loss"])


if __name__ == "__main__":
    for case in json.loads((HERE / "frames.json").read_text(encoding="utf-8")):
        (HERE / case["file"]).write_bytes(encode(frame_of(case), compact=case["dtype"] == "uint16"))
