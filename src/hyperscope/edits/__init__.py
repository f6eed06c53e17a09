"""What a person writes into the metadata: kept on disk for good, beside the data and never in their files."""

import os
from pathlib import Path

import platformdirs

FOLDER = "HYPERSCOPE_DATA"  # another folder than the system's own for a person's data


def folder() -> Path:
    """The folder for what cannot be made again. Not created here."""
    return Path(os.environ.get(FOLDER) or platformdirs.user_data_dir("hyperscope", appauthor=False))
