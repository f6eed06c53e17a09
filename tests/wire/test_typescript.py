from pathlib import Path
from typing import get_args

from hyperscope.run import Pace, RunState
from hyperscope.wire import messages, typescript
from hyperscope.wire.frames import STATES

WRITTEN = Path(__file__).parents[2] / "web" / "src" / "wire" / "messages.ts"


def test_the_page_has_the_types_of_today():
    again = f"python -m hyperscope.wire.typescript {WRITTEN.name}"
    assert WRITTEN.read_text(encoding="utf-8") == typescript.generate(), f"messages.ts is stale: {again}"


def test_states_and_paces_are_spelled_alike_in_messages_and_nouns():
    assert get_args(messages.State) == tuple(RunState) == STATES
    assert get_args(messages.PaceName) == tuple(Pace)


def test_requests_may_leave_out_what_has_a_default_and_answers_never_do():
    text = typescript.generate()
    assert "  readonly pace?: PaceName;\n" in text
    assert "  readonly low: number | null;\n" in text
