"""The only place that compiles: `kernel` turns a function over arrays into machine code.

Kernels are serial and release the GIL; `lane.share` runs one over many row ranges at once. Compared with numba's own
parallel loops this compiles in a third of the time, never enters numba's threading layer (two threads inside its
workqueue end the process), and lets a person's own numba code keep that layer to itself.
"""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numba.extending
import platformdirs
from numba.core import config
from numba.np import linalg

# Everything fast-math allows except "nnan" and "ninf": NaN stays NaN, and an infinite bound stays a bound.
FAST = frozenset({"reassoc", "nsz", "arcp", "contract", "afn"})

# Without what counts references to arrays, and without the entry for callers in C: a quarter of the time to compile.
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}

KERNELS: dict[str, Any] = {}
intrinsic: Any = numba.extending.intrinsic  # for what no loop becomes
_PACKAGE = Path(__file__).resolve().parents[1]
_SETTING = "CACHE_DIR"  # numba makes its settings at run time
_MARK = b"from hyperscope.kernels.jit import"
_compiling = threading.Lock()


def _without_scipy() -> None:
    """Let numba's arithmetic load without SciPy's linear algebra: a tenth of a second, for products that no kernel makes.

    numba only asks whether it is there, and asks again before it compiles a product (a person's own code may have one).
    A numba that asks in another way is left alone.
    """
    asks = getattr(linalg, "ensure_blas", None)
    if asks is None:
        return
    linalg.ensure_blas = lambda: None
    try:
        from numba.np import arraymath
    finally:
        linalg.ensure_blas = asks
    setattr(arraymath, asks.__name__, asks)


_without_scipy()

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile `function` when it is first called, keep the machine code on disk, and list it in `KERNELS`.

    Parameters and results are numba's: arrays and numbers. Call it from Python through `lane.share`, or alone where the
    work is small; it may be called from other kernels. It allocates nothing: the room it works in is handed to it.
    """
    return _listed(function)


def inlined(function: F) -> F:
    """A kernel that others call: its lines are put into theirs, rather than compiled, optimised and kept once more apart."""
    return _listed(function, inline="always")


def _listed(function: F, **more: Any) -> F:
    compiled = _compile(function, **more)
    KERNELS[f"{function.__module__}.{function.__name__}"] = compiled
    return cast(F, compiled)


def cache_folder() -> Path:
    """Where the machine code lies: one folder for each state of the kernels' sources.

    numba looks at the file of the caller alone when it asks whether a cached kernel is fresh; a callee that changed in
    another file would go unnoticed. A hash of all sources in the folder's name settles that.
    """
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    digest.update(Path(__file__).read_bytes())
    for path in sorted(_PACKAGE.rglob("*.py")):
        text = path.read_bytes()
        if _MARK in text:
            digest.update(text)
    return Path(platformdirs.user_cache_dir("hyperscope", appauthor=False)) / "kernels" / digest.hexdigest()


def _compile(function: Callable[..., Any], **more: Any) -> Any:
    options = {**OPTIONS, "fastmath": set(FAST), **more}
    with _compiling:
        theirs = getattr(config, _SETTING)
        setattr(config, _SETTING, str(_folder()))
        try:
            return numba.njit(cache=True, **options)(function)
        except (RuntimeError, OSError):  # no folder can be written: compile in every process instead
            return numba.njit(**options)(function)
        finally:
            setattr(config, _SETTING, theirs)


_kept: list[Path] = []


def _folder() -> Path:
    if not _kept:
        _kept.append(cache_folder())
    return _kept[0]
