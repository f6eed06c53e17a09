"""Names, sizes and imports that the house allows."""

import re
from pathlib import Path

from tests.house.sources import ROOT, files, text

REFUSED = {"utils", "util", "helpers", "helper", "misc", "common", "core", "manager", "handler", "base"}
CODE = (".py", ".ts", ".tsx", ".glsl", ".css")
HERE = Path(__file__).relative_to(ROOT)
WORDLESS = re.compile(r"\((?:TimeoutError|StopIteration|KeyboardInterrupt)\)")  # they come without a message
GENERATED = {Path("web/src/wire/messages.ts")}


def written(*suffixes: str) -> list[Path]:
    return [path for path in files(*suffixes) if path not in GENERATED and "fixtures" not in path.parts]


def test_no_file_has_a_name_that_says_nothing():
    assert [path for path in written(*CODE) if path.stem.lower() in REFUSED] == []


def test_every_source_file_is_read_in_one_sitting():
    assert {str(path): lines for path in written(*CODE) if (lines := text(path).count("\n")) >= 500} == {}


def test_only_jit_compiles():
    allowed = Path("src/hyperscope/kernels/jit.py")
    assert [path for path in written(".py") if re.search(r"n?jit\(", text(path)) and path != allowed] == []


def test_every_ignored_type_has_a_reason():
    bare = re.compile(
        r"# type: ignore(?!\[)|# pyright: ignore(?!\[)|@ts-ignore|biome-ignore \S+\s*$", re.MULTILINE
    )
    assert [path for path in written(*CODE) if path != HERE and bare.search(text(path))] == []


def test_no_global_randomness():
    unseeded = re.compile(r"np\.random\.(?:seed|rand|randn|shuffle|permutation)\(|default_rng\(\)")
    assert [path for path in written(".py") if path != HERE and unseeded.search(text(path))] == []


def test_every_raises_says_which_error():
    bare = [
        f"{path}:{text(path)[: found.start()].count(chr(10)) + 1}"
        for path in written(".py")
        if path.parts[0] == "tests" and path != HERE
        for found in re.finditer(r"pytest\.raises\((?:[^()]|\([^()]*\))*\)", text(path))
        if "match=" not in found[0] and not WORDLESS.search(found[0])
    ]
    assert bare == []


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in text(Path("web/package-lock.json"))
