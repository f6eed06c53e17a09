"""Reads the documented members of TypeScript interfaces: a `/** comment */` and the declaration below it."""

import re

COMMENTED = re.compile(
    r"/\*\*(?P<comment>(?:(?!\*/).)*)\*/\s*(?P<code>[^\n]+(?:\n(?!\s*/\*\*|\s*}|\s*\n)[^\n]+)*)", re.DOTALL
)
INTERFACE = re.compile(r"^(?:export\s+)?(?:interface|type)\s+(?P<name>\w+)")
LINE_STAR = re.compile(r"^\s*\*? ?", re.MULTILINE)


def members(source: str) -> str:
    """Markdown of every documented interface and member in `source`, in its order."""
    lines = ["# The page's scripting interface\n"]
    for found in COMMENTED.finditer(source):
        text = " ".join(LINE_STAR.sub("", found["comment"]).split())
        code = found["code"].strip()
        if interface := INTERFACE.match(code):
            lines.append(f"\n## `{interface['name']}`\n\n{text}\n")
        elif found.start() == 0 or re.match(r"(?:import|const|let|function|export)\b", code):
            if found.start() == 0:
                lines.append(f"{text}\n")
        else:
            declared = " ".join(code.split(";")[0].split())
            lines.append(f"- **`{declared}`**: {text}")
    return "\n".join(lines) + "\n"
