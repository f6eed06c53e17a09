"""What the words mean, without a process."""

import click
import pytest
from click.testing import CliRunner

from hyperscope.cli import launch, main
from hyperscope.cli.options import given_parameters, parameter_names
from hyperscope.projections import registry
from hyperscope.readers.demos.demo import DEMOS


@pytest.fixture
def launched(monkeypatch):
    """What `launch` was called with."""
    calls = []
    monkeypatch.setattr(launch, "launch", lambda *given: calls.append(given))
    return calls


def run(*arguments):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize(
    ("words", "sources", "logdir"),
    [
        ([], (), False),
        (["a.npy"], ("a.npy",), False),
        (["a.npy", "b.tsv", "--no-browser"], ("a.npy", "b.tsv"), False),
        (["--port", "8000", "a.npy"], ("a.npy",), False),
        (["--logdir", "runs"], ("runs",), True),
        (["--logdir=runs", "more"], ("more", "runs"), True),
        (["--logdir", "a", "--logdir", "b"], ("a", "b"), True),
        (["demo"], ("demo:digits",), False),
        (["demo", "iris"], ("demo:iris",), False),
        (["--no-browser", "demo", "iris"], ("demo:iris",), False),
        (["--port", "8000", "demo"], ("demo:digits",), False),
        (["--host", "demo", "a.npy"], ("a.npy",), False),
        (["demo", "mnist", "idx"], ("demo:mnist:idx",), False),
        (["./demo"], ("./demo",), False),
        (["a.npy", "demo"], ("a.npy", "demo"), False),
        (["--", "demo"], ("demo",), False),
    ],
)
def test_verbs_win_and_all_else_is_a_source(launched, words, sources, logdir):
    run(*words)
    ((got, said),) = launched
    assert (got, bool(said.get("logdir"))) == (sources, logdir)


def test_the_demo_is_an_invitation_unless_another_method_is_named(launched):
    run("demo")
    run("demo", "--method", "pca")
    run("a.npy")
    assert [said["method"] for _, said in launched] == ["tsne", "pca", None]


@pytest.mark.parametrize(
    "words", [["a.npy", "--help"], ["--no-browser", "--help"], ["a.npy", "--bogus"]], ids=" ".join
)
def test_no_message_names_a_verb_that_nobody_typed(words):
    assert CliRunner().invoke(main, words).output.startswith("Usage: hyperscope [OPTIONS] [SOURCE]...\n")


def test_help_names_every_demo_option_and_verb():
    text = run("--help").output
    assert "[SOURCE]..." in text
    for name in (
        "demo",
        "--metadata",
        "--sprite",
        "--cell",
        "--root",
        "--allow-outside",
        "--allow-host",
        "--logdir",
    ):
        assert name in text
    demo = run("demo", "--help").output
    assert all(name in demo for name in (*DEMOS, "mnist"))


def test_every_parameter_of_every_method_is_an_option_once():
    options = [option for parameter in main.params for option in parameter.opts]
    assert len(options) == len(set(options))
    for method in registry.methods():
        for param in method.params:
            assert f"--{param.name.replace('_', '-')}" in options
    assert all(isinstance(parameter, click.Option) for parameter in main.params)


def test_only_what_was_said_is_given():
    said = dict.fromkeys(parameter_names()) | {"perplexity": "7"}
    assert given_parameters(said) == {"perplexity": "7"}


def test_the_version_is_the_packages():
    import hyperscope

    assert hyperscope.__version__ in run("--version").output
