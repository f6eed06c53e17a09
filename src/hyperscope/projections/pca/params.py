"""What PCA can be told."""

from hyperscope.params import Method, Param

METHOD = Method(
    name="pca",
    title="PCA",
    summary="Turns the cloud so that the widest directions are seen first. Exact, linear, the same every time.",
    default_components=10,
    heavy=False,
    steps=False,
    params=(
        Param(
            "fit_rows", "choice", "all", "Directions from",
            "all: every row, exactly. auto: a seeded sample of rows where all would take more than about 2 s; "
            "every row is projected all the same, and the layout says so.",
            choices=("all", "auto"), advanced=True,
        ),
    ),
    axes=(
        Param("x", "component", 1, "X", "The component along the horizontal axis.", low=1),
        Param("y", "component", 2, "Y", "The component along the vertical axis.", low=1),
        Param("z", "component", 3, "Z", "The component along the depth axis.", low=1),
    ),
)  # fmt: skip
