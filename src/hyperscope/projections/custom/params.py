"""What custom axes can be told."""

from hyperscope.params import Method, Param

AXES = ("x", "y", "z")
END = (
    "a text (the cells that are just that, else those that hold it), /a regular expression/, rows (#3 #17 #20-25), "
    "or king - man + woman."
)
SAID = {"x": "left", "y": "bottom", "z": "back"}, {"x": "right", "y": "top", "z": "front"}


def _ends(axis: str) -> tuple[Param, Param]:
    from_, to = (side[axis] for side in SAID)
    return (
        Param(f"{axis}_from", "end", None, f"{axis.upper()} from", f"What lies at the {from_}: {END}"),
        Param(f"{axis}_to", "end", None, f"{axis.upper()} to", f"What lies at the {to}: {END}"),
    )


METHOD = Method(
    name="custom",
    title="Custom",
    summary="Your own axes: each runs from one meaning to another, and points lie where their vectors put them between.",
    heavy=False,
    steps=False,
    params=(
        Param(
            "column", "column", None, "Search in", "The column in which ends are looked up, in all rows. None: the label.",
            meanings=("The label",),
        ),
        *(end for axis in AXES for end in _ends(axis)),
        Param(
            "right_angles", "bool", False, "Right angles",
            "Turn the second and third axis so that they say nothing the axes before them say.", advanced=True,
        ),
    ),
)  # fmt: skip
