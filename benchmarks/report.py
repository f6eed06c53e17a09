"""Results become benchmarks/results.json and docs/explanation/performance.md."""

import json
from pathlib import Path
from typing import Any

PAGE = """# Performance

Written by `scripts/bench`; every figure is from one run on one machine, ours and theirs on the same vectors.

{rows:,} × {dimensions} vectors (the first principal components of the source), perplexity {perplexity}, {iterations}
iterations with a third of them early exaggeration, {threads} threads; ours are medians of {repeats}, the others ran once.
The loss is KL(P ‖ Q) by one exact evaluator for all; label agreement is the vote of the 10 nearest points in the picture.
*Prepare* is all until the first iteration can begin; kernels were loaded from their cache before. scikit-learn does not tell
its parts apart, and its early exaggeration always lasts 250 iterations.

{table}

*Load* is the number of programs that wanted a core in the minute before a row was finished, the benchmark's own included; on a
machine with {cores} cores, more than {cores} means that others ran beside it and times are longer than they need be.

{remarks}{tables}## Measured on

{machine}
"""
HEAD = (
    "| | components | iterations | ms a step | prepare, s | optimise, s | loss | label agreement | load |\n"
)
RULE = "|---|---|---|---|---|---|---|---|---|\n"


def write(results: dict[str, Any], to_json: Path, page: Path) -> None:
    """Both files; what others measured (`tables`) stays."""
    if to_json.is_file():
        before = json.loads(to_json.read_text(encoding="utf-8"))
        results = {**results, "tables": {**before.get("tables", {}), **results.get("tables", {})}}
    to_json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    page.write_text(text(results), encoding="utf-8")


def text(results: dict[str, Any]) -> str:
    """The page."""
    machine = "\n".join(f"- {name}: {value}" for name, value in results["machine"].items())
    table = HEAD + RULE + "\n".join(_line(row) for row in results["tsne"])
    remarks = "".join(f"{remark}\n\n" for remark in results.get("remarks", []))
    return PAGE.format(
        **results["about"], remarks=remarks, table=table, machine=machine, cores=results["machine"]["cores"],
        tables="".join(_table(table) for table in results.get("tables", {}).values()),
    )  # fmt: skip


def _table(table: dict[str, Any]) -> str:
    """One of `benchmarks.tables`: its rows' keys are the columns."""
    heads = list(table["rows"][0])
    lines = [heads, ["---"] * len(heads), *([row[head] for head in heads] for row in table["rows"])]
    drawn = "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in lines)
    return f"## {table['title']}\n\n{table['words']}\n\n{drawn}\n\nMeasured on: {table['machine']}.\n\n"


def _line(row: dict[str, Any]) -> str:
    cells = (
        row["engine"], f"{row['components']}", f"{row['iterations']:,}", f"{1000 / row['iterations_per_s']:.1f}",
        f"{row['prepare_s']:.1f}", f"{row['optimise_s']:.1f}", f"{row['loss']:.3f}", f"{row['label_agreement']:.4f}",
        f"{row['load']}",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"
