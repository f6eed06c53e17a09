"""A class of another package, named on the command line, is a method of the page."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import hyperscope
from hyperscope.cli import launch, main, options
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


class Wordy:
    """A class whose parameters are called as the commands' own words are."""

    def __init__(self, n_components: int = 2, method: str = "exact", out: str = "", turns: int = 1) -> None:
        self.said = method, out, turns

    def fit_transform(self, vectors: np.ndarray) -> np.ndarray:
        assert self.said == ("slow", "there", 3)
        return vectors[:, :2]


def test_a_parameter_called_as_an_option_is_given_by_param(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "_admitted", {})
    np.save(tmp_path / "a.npy", np.eye(5, dtype=np.float32))
    words = ["project", "a.npy", "b.npy", "--method", f"{__name__}:Wordy", "--param", "method=slow"]
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [*words, "--param", "out=there", "--param", "turns=3"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert {"method", "out"} & {*options.parameter_names()} == set()
    assert "turns" in options.parameter_names()


def test_no_command_has_a_word_twice():
    ours = {param.name for name in registry.METHODS for param in registry.method(name).params}
    assert ours == {*options.parameter_names()}
    for command in [main, *main.commands.values()]:
        params = {option.name for section in getattr(command, "sections", ()) for option in section.options}
        if ours <= params:
            opened = {
                option.name for part in (options.opening(), options.serving()) for option in part.options
            }
            assert {one.name for one in command.params} - ours <= options.COMMANDS_OWN | opened
