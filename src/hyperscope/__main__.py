"""`python -m hyperscope` is `hyperscope`."""

from hyperscope.cli import main

main(prog_name="hyperscope")
