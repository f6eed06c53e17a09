"""Saved positions become a run that is done, over the rows they belong to."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.errors import QueryError
from hyperscope.session import restoring
from hyperscope.wire.messages import RestoreRequest, SavedLayoutMessage

DATA = Dataset("five", np.eye(5, dtype=np.float32))


def saved(positions, rows=None, method="walk", params=None):
    positions = np.asarray(positions, "<f4")
    layout = SavedLayoutMessage(method, params or {}, 3, 40, positions.shape[1], positions.tobytes(), rows)
    return RestoreRequest("mine", layout)


def test_positions_of_all_rows_are_as_they_were():
    positions = np.arange(10).reshape(5, 2)
    layout = restoring.layout(DATA, saved(positions))
    np.testing.assert_array_equal(layout.positions, positions)
    assert layout.iteration == 40


def test_rows_that_were_not_saved_have_no_place():
    layout = restoring.layout(DATA, saved([[1, 2, 3], [4, 5, np.inf]], [4, 0]))
    np.testing.assert_array_equal(layout.positions[4], [1, 2, 3])
    assert np.isnan(layout.positions[:4]).all()


OTHERS = [
    (saved(np.zeros((4, 2))), "positions of 5 points"),
    (saved(np.zeros((1, 2)), [5]), "rows from 0 to 4"),
    (saved(np.zeros((1, 2)), [-1]), "rows from 0 to 4"),
    (saved(np.zeros((5, 4))), "2 or 3 dimensions"),
]


@pytest.mark.parametrize(("request_", "said"), OTHERS)
def test_positions_of_other_data_are_refused(request_, said):
    with pytest.raises(QueryError, match=said):
        restoring.layout(DATA, request_)


def test_a_restored_run_stands_beside_the_others_and_answers_no_request(session, start, until):
    wanted = saved(np.ones((4, 2)), params={"n_iter": 3})
    plan = restoring.plan("walkers", wanted.layout, session.methods)
    run = session.runs.restore(plan, restoring.layout(Dataset("", np.zeros((4, 3))), wanted), "mine")
    message = run.message
    assert (message.state, message.name, message.restored, message.n_rows) == ("done", "mine", True, 4)
    assert message.random_state == 3
    again = start(params={"n_iter": 3}, random_state=3)
    assert again.id != run.id
    until(lambda: again.state.ended)
    np.testing.assert_array_equal(run.newest.positions(), 1)


def test_a_method_that_nobody_knows_is_a_name(session):
    plan = restoring.plan("walkers", saved(np.ones((4, 2)), method="os:system").layout, session.methods)
    assert (plan.method.name, plan.params) == ("os:system", {})
