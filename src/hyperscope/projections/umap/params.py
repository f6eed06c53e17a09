"""What UMAP can be told."""

from hyperscope.params import AUTO, Method, Param
from hyperscope.projections.before import METRIC, REDUCE, SUPERVISION

METHOD = Method(
    name="umap",
    title="UMAP",
    perturbs=True,
    summary="Keeps neighbours together and groups compact. Gaps say who is related; sizes and densities mean little.",
    params=(
        Param(
            "n_neighbors", "int", 15, "Neighbours",
            "How many neighbours each point knows, itself counted. Small: many fine islands and strands; "
            "large: fewer, wider groups and a truer coarse arrangement. At most the number of points.",
            low=2, high=500, scale="log",
        ),
        Param(
            "min_dist", "float", 0.1, "Minimal distance",
            "How close neighbours may come. Small: tight, dense groups with wide gaps; large: an even, softer cloud. "
            "At most the spread.",
            low=0, high=10, step=0.01, live=True,
        ),
        Param(
            "spread", "float", 1.0, "Spread",
            "The scale of the picture: larger draws groups wider and looser beside the minimal distance.",
            low=0.1, high=10, live=True, advanced=True,
        ),
        Param(
            "n_epochs", "int", AUTO, "Epochs",
            "How long points move. More sharpens groups and settles strays, fewer leaves more of the start. "
            "auto: 500 up to 10,000 points, else 200.",
            low=1, high=10_000, scale="log", auto=True,
        ),
        Param(
            "negative_samples", "int", 5, "Negative samples",
            "Random points that push a point away for each neighbour that draws it. More drives groups farther apart "
            "and costs time.",
            low=1, high=50, live=True, advanced=True,
        ),
        Param(
            "learning_rate", "float", 0.5, "Learning rate",
            "How far points move at first; it falls to 0 in a straight line. Larger lets groups change places for "
            "longer, too large blurs them. All forces on a point act at once here, so 0.5 does what 1 does elsewhere.",
            low=1e-3, high=10, scale="log", live=True, advanced=True,
        ),
        METRIC,
        REDUCE,
        *SUPERVISION,
        Param(
            "init", "choice", "spectral", "Start",
            "Where points begin: the slowest vibrations of the neighbour graph (groups stand apart at once), "
            "their first principal components (distances between groups mean more), or at random.",
            choices=("spectral", "pca", "random"), advanced=True,
        ),
    ),
)  # fmt: skip
