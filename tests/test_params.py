import pytest

from hyperscope.errors import ParameterError
from hyperscope.params import AUTO, Method, Param
from hyperscope.projections import registry

RATE = Param("rate", "float", AUTO, "Rate", "How fast.", low=0.5, high=10, auto=True, live=True)
COUNT = Param("count", "int", 3, "Count", "How many.", low=1)
LOUD = Param("loud", "bool", False, "Loud", "Whether it sings.")
TASTE = Param("taste", "choice", "sweet", "Taste", "Which.", choices=("sweet", "sour"))
METHOD = Method("song", "Song", "Sings.", params=(RATE, COUNT, LOUD, TASTE))


@pytest.mark.parametrize(
    ("row", "given", "value"),
    [
        (RATE, "auto", "auto"), (RATE, 0.5, 0.5), (RATE, "2.5", 2.5), (RATE, 10, 10.0),
        (COUNT, 4, 4), (COUNT, 4.0, 4), (COUNT, "4", 4), (LOUD, True, True), (TASTE, "sour", "sour"),
    ],
)  # fmt: skip
def test_what_fits_is_given_back_in_its_type(row, given, value):
    got = row.check(given)
    assert (got, type(got)) == (value, type(value))


@pytest.mark.parametrize(
    ("row", "given", "match"),
    [
        (RATE, 0.4, r"rate: expected a number from 0.5 up to 10 or 'auto', got 0.4. How fast."),
        (RATE, 11, "up to 10"), (RATE, "fast", "got 'fast'"), (RATE, float("nan"), "a number"), (RATE, True, "a number"),
        (RATE, None, "a number"), (RATE, float("inf"), "a number"), (RATE, 10**400, "a number"),
        (COUNT, "auto", "a number"), (COUNT, 1.5, "a whole number"),
        (COUNT, 0, "from 1"), (LOUD, 1, "true or false"), (TASTE, "bitter", "one of sweet, sour"), (TASTE, ["sweet"], "one of"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_three_parts(row, given, match):
    with pytest.raises(ParameterError, match=match):
        row.check(given)


def test_a_table_is_filled_in():
    assert METHOD.check({"count": 5}) == {"rate": "auto", "count": 5, "loud": False, "taste": "sweet"}


def test_an_unknown_name_is_met_with_the_nearest():
    with pytest.raises(ParameterError, match=r"Song: expected one of rate, count.*Did you mean 'count'\?"):
        METHOD.check({"cuont": 5})


def test_live_values_alone_are_checked():
    assert METHOD.check_live({"rate": 2}) == {"rate": 2.0}
    assert METHOD.live() == ("rate",)
    with pytest.raises(ParameterError, match="Song, live: expected one of rate"):
        METHOD.check_live({"count": 2})


@pytest.mark.parametrize("method", registry.methods(), ids=lambda method: method.name)
def test_every_table_fits_itself(method):
    filled = method.check({})
    names = [param.name for param in (*method.params, *method.axes)]
    assert len(names) == len(set(names))
    for param in method.params:
        assert param.check(filled[param.name]) == filled[param.name] == param.default
        assert param.title
        assert param.help.endswith(".")
        assert param.when is None or param.when[0] in names
