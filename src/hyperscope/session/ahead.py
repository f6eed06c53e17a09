"""The picture that the page opens data with, so that it can be begun before a page asks for it."""

from hyperscope.params import Method
from hyperscope.session.runs import Methods
from hyperscope.wire.messages import Invitation, RunRequest

SHOWN = 3


def picture(entry_id: str, methods: Methods, invitation: Invitation | None) -> RunRequest | None:
    """What is light: the invitation if it is, else the first method that may draw uninvited; None where nothing may.

    A page that asks for something else loses nothing by it.
    """
    if (
        invitation is not None
        and invitation.entry == entry_id
        and uninvited(methods.named(invitation.method))
    ):
        return RunRequest(
            entry_id, invitation.method, invitation.n_components, invitation.params, invitation.random_state
        )
    first = next(filter(uninvited, methods.all()), None)
    return None if first is None else RunRequest(entry_id, first.name, SHOWN)


def uninvited(method: Method) -> bool:
    """Whether it may draw without being asked to: it is light, and needs nothing that only a person can tell."""
    return not method.heavy and all(param.kind != "end" for param in method.params)
