"""All that the page says stands in one catalogue, so that another language is another object of its shape."""

import re
from pathlib import Path

from tests.house.sources import files, text

CATALOGUE = Path("web/src/words.ts")
#: Attributes that a person reads or hears.
SAID = re.compile(
    r"""\b(?:title|aria-label|aria-description|aria-valuetext|placeholder|alt|label|text)=(?:"([^"]*)"|\{[`"']([^`"']*))"""
)
#: Text between tags, on one line, where it is no part of an expression.
BETWEEN = re.compile(r"<\w[^<>]*?>\s*([^<>{}=;()]*[A-Za-z]{2,}[^<>{}=;()]*?)\s*(?:</|<\w|\{)")
ALONE = re.compile(r"^\s+((?:[A-Z]\w*|[a-z]+)(?:[ ,'][\w']+)* ?[.…?!]?)$")


def sayings(line: str) -> list[str]:
    """What a line of a component would say by itself."""
    found = [one for pair in SAID.findall(line) for one in pair] + BETWEEN.findall(line)
    alone = ALONE.match(line)
    if alone and " " in alone[1]:
        found.append(alone[1])
    return [said for said in found if re.search(r"[A-Za-z]{2,}", said) and not said.startswith("$")]


def test_components_say_nothing_by_themselves():
    said = {
        f"{path}:{at}": words
        for path in files(".tsx")
        if path.parts[:2] == ("web", "src") and path != CATALOGUE
        for at, line in enumerate(text(path).splitlines(), 1)
        if not line.lstrip().startswith(("//", "*", "/*")) and (words := sayings(line))
    }
    assert said == {}


def test_what_would_be_said_is_noticed():
    assert sayings('<button title="Close">') == ["Close"]
    assert sayings("<p>No points here</p>") == ["No points here"]
    assert sayings("        No points here.") == ["No points here."]
    assert sayings("<p>{words.page.lost}</p>") == []
    assert sayings("const f = (a: Map<string, number>) => a;") == []
