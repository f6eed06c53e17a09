"""`python -m benchmarks SOURCE`: run every benchmark and write docs/explanation/performance.md."""

import argparse
from pathlib import Path

from benchmarks import bench_tsne, report

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "source", help="what to lay out: anything hyperscope opens, such as demo:mnist:FOLDER"
    )
    parser.add_argument(
        "--label", default=None, help="the column to measure label agreement by (default: the first)"
    )
    parser.add_argument("--rows", type=int, default=10_000, help="take this many first rows")
    parser.add_argument("--iterations", type=int, default=750, help="early exaggeration (a third) included")
    parser.add_argument("--repeats", type=int, default=3, help="medians of ours are over this many runs")
    parser.add_argument("--only", nargs="*", default=None, help="names of engines, e.g. hyperscope openTSNE")
    parser.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "results.json")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "explanation" / "performance.md")
    given = parser.parse_args()
    report.write(bench_tsne.run(given), given.json, given.page)


if __name__ == "__main__":
    main()
