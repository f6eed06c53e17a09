"""A selection as a file for a person to keep."""

import tempfile
from typing import BinaryIO

import numpy as np

from hyperscope.session.opened import Opened
from hyperscope.wire.messages import ExportRequest
from hyperscope.wire.rows import unpack
from hyperscope.writers import selection


def export(opened: Opened, request: ExportRequest) -> BinaryIO:
    """An open file without a name, at its beginning, gone when it is closed. Raises what `unpack` and `write` do."""
    dataset = opened.dataset
    rows = np.arange(dataset.n) if request.rows is None else unpack(request.rows, dataset.n)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        selection.write(dataset, rows, request.what, request.format, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
