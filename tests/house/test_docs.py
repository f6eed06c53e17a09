"""What the documents promise is there."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import hyperscope
from benchmarks import report
from tests.house.sources import ROOT, files, text

LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)[^)]*\)")


def test_the_reference_is_what_the_product_says():
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_page_of_figures_is_made_of_the_results_beside_it():
    results = json.loads(text(Path("benchmarks/results.json")))
    assert report.text(results) == text(Path("docs/explanation/performance.md"))


def test_every_link_between_documents_leads_somewhere():
    lost = [
        f"{page}: {link}"
        for page in files(".md")
        if "fixtures" not in page.parts
        for link in LINK.findall(text(page))
        if not (ROOT / page.parent / link).exists()
    ]
    assert lost == []


def test_the_readme_names_commands_that_exist():
    readme = text(Path("README.md")) + text(Path("CONTRIBUTING.md"))
    for script in set(re.findall(r"\bscripts/(\w+)", readme)):
        assert (ROOT / "scripts" / script).is_file(), script
    declared = tomllib.loads(text(Path("pyproject.toml")))["project"]["scripts"]
    assert declared == {"hyperscope": "hyperscope.cli:main"}


def test_the_readme_names_options_that_exist():
    offered = "".join(_help(*verb) for verb in ([], ["export"]))
    commands = re.findall(r"^.*\bhyperscope [^\n]*--[^\n]*$", text(Path("README.md")), re.MULTILINE)
    named = {option for line in commands for option in re.findall(r"(--[a-z][a-z-]*)", line)} - {"--help"}
    assert named
    assert sorted(option for option in named if option not in offered) == []


def _help(*verb: str) -> str:
    asked = [sys.executable, "-m", "hyperscope", *verb, "--help"]
    return subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_the_changelog_is_at_the_package_version():
    newest = re.search(r"^## (.+)$", text(Path("CHANGELOG.md")), re.MULTILINE)
    assert newest is not None
    assert hyperscope.__version__ in newest[1]


def test_every_public_name_has_a_docstring():
    bare = [
        name for name in hyperscope.__all__ if name != "__version__" and not getattr(hyperscope, name).__doc__
    ]
    assert bare == []


def test_ci_runs_the_readmes_own_command():
    steps = [
        line.split("<")[0].strip()
        for line in text(Path(".ci/run")).splitlines()
        if line.startswith("scripts/")
    ]
    assert steps == ["scripts/install --system", "scripts/test"]
