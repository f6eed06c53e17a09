"""A class of another package, named on the command line, is a method of the page."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import hyperscope
from hyperscope.cli import launch, main
from hyperscope.errors import ParameterError
from hyperscope.projections import registry
from hyperscope.session.session import Session
from hyperscope.wire.messages import RunRequest

PLUGIN = Path(__file__).parents[1] / "plugin"
SAID = {"dims": 2, "seed": 0}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    """A session over five points, with the stranger at hand but not admitted."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    monkeypatch.setattr(registry, "_admitted", {})
    return Session(hyperscope.inspect(np.eye(5, dtype=np.float32)))


def test_it_is_invited_and_stands_in_the_menu(session: Session):
    launch._invite(session, {"method": "stranger:Spiral", **SAID})
    assert session.invitation is not None
    assert session.invitation.method == "stranger:Spiral"
    assert "Spiral" in [
        method.title for method in session.message.methods if method.name == "stranger:Spiral"
    ]


def test_a_request_alone_imports_nothing(session: Session):
    entry = session.entries.likeliest()
    assert entry is not None
    with pytest.raises(ParameterError, match="'stranger:Spiral'"):
        session.runs.start(RunRequest(entry.id, "stranger:Spiral"))


def test_the_command_line_takes_a_place_and_refuses_an_unknown_name(monkeypatch: pytest.MonkeyPatch):
    launched = []
    monkeypatch.setattr(launch, "launch", lambda *given: launched.append(given))
    CliRunner().invoke(main, ["a.npy", "--method", "stranger:Spiral"])
    assert [said["method"] for _, said in launched] == ["stranger:Spiral"]
    refused = CliRunner().invoke(main, ["a.npy", "--method", "spyral"])
    assert (refused.exit_code, len(launched)) == (2, 1)
