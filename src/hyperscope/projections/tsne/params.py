"""What t-SNE can be told."""

from hyperscope.params import AUTO, Method, Param
from hyperscope.projections.before import METRIC, REDUCE, SUPERVISION

METHOD = Method(
    name="tsne",
    title="t-SNE",
    summary="Keeps neighbours together. The gaps between clusters, and their sizes, mean little.",
    loss="KL",
    perturbs=True,
    params=(
        Param(
            "perplexity", "float", AUTO, "Perplexity",
            "How many neighbours each point listens to. Small shows fine grains, large the coarse arrangement. "
            "auto: 30, or (n − 1) / 3 where there are fewer points. Raised while running, it reaches 0.8 of the "
            "neighbours found at the start: 2.4 times the first perplexity.",
            low=1, high=500, scale="log", auto=True, live=True,
        ),
        Param(
            "learning_rate", "float", AUTO, "Learning rate",
            "How far points move in one step. auto: n / exaggeration (Belkina 2019), at least 50.",
            low=1e-3, high=1e6, scale="log", auto=True, live=True,
        ),
        Param(
            "n_iter", "int", AUTO, "Iterations",
            "The most iterations, early exaggeration included. auto: until the loss settles, at most 2,000.",
            low=1, high=100_000, scale="log", auto=True, advanced=True,
        ),
        Param(
            "early_exaggeration", "float", 12.0, "Early exaggeration",
            "How strongly attraction is multiplied at first, so that groups find each other.",
            low=1, high=100, scale="log", advanced=True,
        ),
        Param(
            "early_exaggeration_iter", "int", AUTO, "Early iterations",
            "How long early exaggeration lasts. auto: until the loss settles, at most 250.",
            low=0, high=10_000, auto=True, advanced=True,
        ),
        Param(
            "exaggeration", "float", 1.0, "Exaggeration",
            "Attraction after the early phase; above 1 gathers groups more tightly.",
            low=1, high=20, live=True, advanced=True,
        ),
        Param(
            "theta", "float", AUTO, "Theta",
            "How coarsely distant points may be summed up; 0: all pairs, exactly. Beyond 10,000 points 2-D uses a "
            "grid, which only 0 turns off. auto: 0 for few points, else 0.6 in 2-D and 0.8 in 3-D.",
            low=0, high=1, auto=True, advanced=True,
        ),
        METRIC,
        REDUCE,
        *SUPERVISION,
        Param(
            "init", "choice", "pca", "Start",
            "Where points begin: their first principal components, or at random.",
            choices=("pca", "random"), advanced=True,
        ),
    ),
)  # fmt: skip
