"""What parametric t-SNE can be told."""

from hyperscope.params import AUTO, Method, Param
from hyperscope.projections.before import METRIC, REDUCE

METHOD = Method(
    name="parametric",
    title="Parametric t-SNE",
    summary="A network learns to lay out by t-SNE's own loss. New points are placed by the network at once.",
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
            "auto: 40, and more where there are few points.",
            low=1, high=10_000, scale="log", auto=True,
        ),
        Param(
            "hidden", "text", "500, 500, 2000", "Hidden layers",
            "The widths of the network's hidden layers. Wider and more: finer detail, and slower.",
            advanced=True,
        ),
        Param(
            "batch_size", "int", 1024, "Points at once",
            "How many points a step of learning sees. More: steadier and slower steps.",
            low=8, high=16_384, scale="log", advanced=True,
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
