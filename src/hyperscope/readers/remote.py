"""Addresses (s3://, gs://, hf://, …), fetched by fsspec into a folder of their own, and only when a person says so."""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hyperscope.errors import MissingExtra, PathError, SourceError


def fetched(address: str) -> Path:
    """A copy of the file or folder at `address`, kept until the program ends.

    Raises `MissingExtra` without fsspec, or what it needs for such addresses; `SourceError` where nothing can be fetched.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtra.named("fsspec", "fetch files from other machines", where=address) from None
    if "::" in address:
        raise PathError("one address", repr(address), "Name the file itself, without a chain of protocols.")
    folder = Path(tempfile.mkdtemp(prefix="hyperscope-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        system, place = url_to_fs(address)
        return _copied(system, place, folder, address)
    except ImportError as error:
        scheme = urlsplit(address).scheme
        raise SourceError(
            f"what fsspec needs for {scheme}://",
            str(error).rstrip("."),
            "Install the package it names.",
            where=address,
        ) from None
    except SourceError:
        raise
    except Exception as error:  # every system has errors of its own
        got = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"
        raise SourceError(
            "a file or folder that can be fetched", got, "Check the address and your rights.", where=address
        ) from None


def _copied(system: Any, place: str, folder: Path, address: str) -> Path:
    name = Path(place.rstrip("/")).name or "fetched"
    target = folder / name
    if system.isdir(place):
        for path in system.find(place):
            below = path[len(place.rstrip("/")) :].lstrip("/")
            copy = target / below
            if not copy.resolve().is_relative_to(target.resolve()):
                raise PathError.outside(below, target, where=address)
            copy.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(path, str(copy))
    elif system.isfile(place):
        system.get_file(place, str(target))
    else:
        raise PathError.missing(address)
    return target
