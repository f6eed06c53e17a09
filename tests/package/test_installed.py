"""The wheel, installed where nothing else is, shows the demo."""

from pathlib import Path

import hyperscope
from tests.browser.fixtures import Serve, Visit
from tests.browser.picture import colours
from tests.package.conftest import run, without_node


def test_the_installed_command_says_its_version(clean: Path, workshop: Path):
    said = run(clean, "--version", cwd=workshop, env=without_node(workshop))
    assert hyperscope.__version__ in said


def test_the_installed_demo_is_a_picture(clean: Path, workshop: Path, serve: Serve, visit: Visit):
    address = serve("demo", command=[str(clean)], cwd=workshop, env=without_node(workshop), seconds=120)
    watched = visit(address)
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 1797
    assert colours(watched).distinct > 50
