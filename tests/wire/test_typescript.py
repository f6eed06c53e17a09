from dataclasses import asdict
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

from hyperscope.columns import Kind
from hyperscope.graph import METRICS
from hyperscope.params import Param
from hyperscope.query.search import Mode
from hyperscope.run import Pace, RunState
from hyperscope.wire import messages, typescript
from hyperscope.wire.frames import STATES

PARAM = Param("rate", "float", 1.0, "Rate", "How fast.", low=0.5, high=9.0, when=("loud", True), live=True)
WRITTEN = Path(__file__).parents[2] / "web" / "src" / "wire" / "messages.ts"


def test_the_page_has_the_types_of_today():
    again = f"python -m hyperscope.wire.typescript {WRITTEN.name}"
    assert WRITTEN.read_text(encoding="utf-8") == typescript.generate(), f"messages.ts is stale: {again}"


def test_states_and_paces_are_spelled_alike_in_messages_and_nouns():
    assert get_args(messages.State) == tuple(RunState) == STATES
    assert get_args(messages.PaceName) == tuple(Pace)


def test_kinds_metrics_and_modes_are_spelled_alike_too():
    assert get_args(messages.Kind) == tuple(Kind)
    assert set(get_args(messages.MetricName)) == set(METRICS)
    assert get_type_hints(messages.SearchRequest)["mode"] == Mode


def test_a_parameter_is_told_with_all_that_its_table_says():
    assert msgspec.structs.asdict(messages.ParamMessage(**asdict(PARAM))) == asdict(PARAM)


def test_requests_may_leave_out_what_has_a_default_and_answers_never_do():
    text = typescript.generate()
    assert "  readonly pace?: PaceName;\n" in text
    assert "  readonly low: number | null;\n" in text
