"""Tables that one benchmark each measures and puts on the page by itself, beside what is there."""

import json
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "explanation" / "performance.md"


def publish(name: str, title: str, words: str, rows: list[dict[str, Any]]) -> None:
    """Put the table `name` into results.json and onto the page; columns are the keys of the rows."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    table = {"title": title, "words": words, "machine": machine()["processor"], "rows": rows}
    results.setdefault("tables", {})[name] = table
    report.write(results, RESULTS, PAGE)
