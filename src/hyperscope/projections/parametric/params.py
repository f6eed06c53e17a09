"""What parametric t-SNE can be told."""

from hyperscope.params import AUTO, Method, Param
from hyperscope.projections.before import METRIC, REDUCE

METHOD = Method(
    name="parametric",
    title="Parametric t-SNE",
    summary="A network learns to lay out as t-SNE does. New points are placed by the network at once.",
    loss="KL",
    params=(
        Param(
            "perplexity", "text", "30", "Perplexity",
            "How many neighbours each point listens to. Small: fine detail; large: the wider arrangement. "
            "Several at once, '10, 30, 100', are heard alike.",
        ),
        Param(
            "epochs", "int", AUTO, "Epochs",
            "How often every point is looked at. More: neighbours are kept better. "
            "auto: 30, and more where there are few points.",
            low=1, high=10_000, scale="log", auto=True,
        ),
        Param(
            "hidden", "text", "500, 500, 2000", "Hidden layers",
            "The widths of the network's hidden layers. Wider and more: finer detail, and slower.",
            advanced=True,
        ),
        Param(
            "learn_from", "choice", AUTO, "Learns from",
            "What the network learns from. layout: t-SNE lays the points out first, and the network learns their places; "
            "pairs: t-SNE's loss on pairs of points. auto: layout in 2 and 3 dimensions, pairs in others.",
            choices=(AUTO, "layout", "pairs"), advanced=True,
        ),
        Param(
            "batch_size", "int", AUTO, "Points at once",
            "How many points a step of learning sees. More: steadier and slower steps. auto: 256 from a layout, 1,024 in pairs.",
            low=8, high=16_384, scale="log", auto=True, advanced=True,
        ),
        Param(
            "learning_rate", "float", 1e-3, "Learning rate",
            "How much the network changes with each step, at first; it falls to 0 along a cosine.",
            low=1e-6, high=1, scale="log", advanced=True,
        ),
        METRIC,
        REDUCE,
    ),
)  # fmt: skip
