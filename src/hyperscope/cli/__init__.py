"""The command line. Loading it (and `--help`) imports neither numpy, numba nor pyarrow."""

from hyperscope.cli.commands import main as main
