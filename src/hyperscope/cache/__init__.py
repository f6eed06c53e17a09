"""What is kept on disk between runs. Deleting it costs time, never data."""

from pathlib import Path

import platformdirs


def folder() -> Path:
    """The folder for what can be made again. Not created here."""
    return Path(platformdirs.user_cache_dir("hyperscope", appauthor=False))
