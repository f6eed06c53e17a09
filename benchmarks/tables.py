"""Tables that one benchmark each measures and puts on the page by itself, beside what is there."""

import json
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "explanation" / "performance.md"


def other(name: str, key: str, measured: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the table `name` that a run was not about: none of its rows says the same under `key`."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")).get("tables", {}).get(name, {"rows": []})["rows"]
    now = {row[key] for row in measured}
    return [row for row in known if row[key] not in now]


def publish(name: str, title: str, words: str, rows: list[dict[str, Any]]) -> None:
    """Put the table `name` into results.json and onto the page; columns are the keys of the rows."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    table = {"title": title, "words": words, "machine": machine()["processor"], "rows": rows}
    results.setdefault("tables", {})[name] = table
    report.write(results, RESULTS, PAGE)
