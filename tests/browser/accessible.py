"""What a screen reader would meet, as Chromium itself computes it."""

from tests.browser.watched import Watched

CONTROLS = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "option", "radio", "searchbox", "slider",
    "spinbutton", "switch", "tab", "textbox",
}  # fmt: skip


def controls(watched: Watched) -> list[tuple[str, str]]:
    """(role, accessible name) of every control on the page, in its order."""
    session = watched.page.context.new_cdp_session(watched.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    shown = (node for node in nodes if not node.get("ignored"))
    pairs = ((_value(node, "role"), _value(node, "name")) for node in shown)
    return [(role, name) for role, name in pairs if role in CONTROLS]


def _value(node: dict, key: str) -> str:
    return str(node.get(key, {}).get("value", "")).strip()
