"""What the words mean, without a process."""

import click
import pytest
from click.testing import CliRunner

from hyperscope.cli import launch, main
from hyperscope.cli.options import given_parameters, parameter_names
from hyperscope.projections import registry
from hyperscope.readers.demo import DEMOS


@pytest.fixture
def launched(monkeypatch):
    """What `launch` was called with."""
    calls = []
    monkeypatch.setattr(launch, "launch", lambda *given, **more: calls.append((*given, more)))
    return calls


def run(*arguments):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize(
    ("words", "sources", "port"),
    [
        ([], (), 7777),
        (["a.npy"], ("a.npy",), 7777),
        (["a.npy", "b.tsv", "--no-browser"], ("a.npy", "b.tsv"), 7777),
        (["--port", "8000", "a.npy"], ("a.npy",), 7777),
        (["--logdir", "runs"], ("runs",), 6006),
        (["--logdir=runs", "more"], ("more", "runs"), 6006),
        (["demo"], ("demo:digits",), 7777),
        (["demo", "iris"], ("demo:iris",), 7777),
        (["--no-browser", "demo", "iris"], ("demo:iris",), 7777),
        (["--port", "8000", "demo"], ("demo:digits",), 7777),
        (["--host", "demo", "a.npy"], ("a.npy",), 7777),
        (["demo", "mnist", "idx"], ("demo:mnist:idx",), 7777),
        (["./demo"], ("./demo",), 7777),
        (["a.npy", "demo"], ("a.npy", "demo"), 7777),
        (["--", "demo"], ("demo",), 7777),
    ],
)
def test_verbs_win_and_all_else_is_a_source(launched, words, sources, port):
    run(*words)
    ((got, _, more),) = launched
    assert (got, more["first_port"]) == (sources, port)


def test_the_demo_is_an_invitation_unless_another_method_is_named(launched):
    run("demo")
    run("demo", "--method", "pca")
    run("a.npy")
    assert [said["method"] for _, said, _ in launched] == ["tsne", "pca", None]


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
