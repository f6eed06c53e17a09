"""The JSON messages, written once: msgspec encodes, decodes and validates them, the page's types are generated.

`scripts/build --types` writes `web/src/wire/messages.ts` from these classes; a test fails when that file is stale.
Fields are optional only where "not there" means something. Ids are strings that a URL can hold.
"""

from typing import Any, Literal

from msgspec import Struct

from hyperscope.wire.bookmarks import BookmarkMessage as BookmarkMessage
from hyperscope.wire.bookmarks import OfMessage as OfMessage
from hyperscope.wire.bookmarks import RestoreRequest as RestoreRequest
from hyperscope.wire.bookmarks import SavedCameraMessage as SavedCameraMessage
from hyperscope.wire.bookmarks import SavedLayoutMessage as SavedLayoutMessage
from hyperscope.wire.bookmarks import SavedScaleMessage as SavedScaleMessage
from hyperscope.wire.bookmarks import SavedViewMessage as SavedViewMessage
from hyperscope.wire.edits import EditMessage as EditMessage
from hyperscope.wire.edits import EditRequest as EditRequest
from hyperscope.wire.edits import EditsMessage
from hyperscope.wire.uploads import AddedMessage
from hyperscope.wire.uploads import DetachRequest as DetachRequest
from hyperscope.wire.uploads import UploadMessage as UploadMessage

Kind = Literal["categorical", "numeric", "text", "link", "image"]
State = Literal["queued", "preparing", "running", "paused", "stopped", "done", "failed"]
PaceName = Literal["fast", "every step", "one step"]
SearchMode = Literal["substring", "exact", "regex", "filter"]
SpaceName = Literal["original", "layout"]
MetricName = Literal["cosine", "euclidean", "dot"]


class Problem(Struct, frozen=True):
    """An error in three parts; also the body of every 4xx answer."""

    expected: str
    got: str
    fix: str
    where: str = ""
    kind: str = "HyperscopeError"


class EntryMessage(Struct, frozen=True):
    """A line of the data menu. `problem` is set where the entry cannot be opened.

    Entries of one `source` and `run` with the same `tensor` are that tensor at several training steps. A `revision` larger
    than the opened dataset's says that its files have changed: open it again.
    """

    id: str
    source: str
    run: str
    name: str
    tensor: str
    step: int | None
    shape: list[int] | None
    dtype: str | None
    problem: Problem | None
    notes: list[str]
    revision: int


class ParamMessage(Struct, frozen=True):
    """A row of a parameter table (see `hyperscope.params.Param`)."""

    name: str
    kind: str
    default: int | float | bool | str | None
    title: str
    help: str
    low: float | None
    high: float | None
    step: float | None
    scale: Literal["linear", "log"]
    choices: list[str]
    meanings: list[str]
    auto: bool
    live: bool
    when: tuple[str, int | float | bool | str | None] | None
    advanced: bool


class MethodMessage(Struct, frozen=True):
    """A projection as the panel draws it.

    `axes` choose which of the `default_components` are shown; they may change at any time. `loss` is its short name, or "".
    Runs of one that `perturbs` take the move of that name.
    """

    name: str
    title: str
    summary: str
    heavy: bool
    steps: bool
    loss: str
    perturbs: bool
    default_components: int
    params: list[ParamMessage]
    axes: list[ParamMessage]


class Invitation(Struct, frozen=True):
    """What the command line asked for, so that it may run without a click."""

    entry: str
    method: str
    n_components: int
    params: dict[str, Any]
    random_state: int = 0


class SessionMessage(Struct, frozen=True):
    """`GET api/session`: everything the page needs before a dataset is open."""

    version: str
    revision: int
    entries: list[EntryMessage]
    problems: list[Problem]
    methods: list[MethodMessage]
    invitation: Invitation | None


class ColumnMessage(Struct, frozen=True):
    """One metadata column. `low` and `high` are set for numeric ones.

    `colors` are the file's own ("#rrggbb"), one for each category in the order of its dictionary, "" for one without; None
    where the file gives none.
    """

    name: str
    kind: Kind
    n_unique: int
    n_empty: int
    low: float | None = None
    high: float | None = None
    colors: list[str] | None = None


class ThumbnailsMessage(Struct, frozen=True):
    """Thumbnails come as PNG pages, `per_page` cells each, row-major, `columns` cells a line.

    The picture of row r is cell r % per_page of page r // per_page. `size` is (width, height) of one cell.
    """

    size: tuple[int, int]
    columns: int
    per_page: int
    pages: int


class DatasetMessage(Struct, frozen=True):
    """`GET api/datasets/{entry}`: an opened dataset, without its vectors. `features` further columns can be asked for."""

    id: str
    name: str
    n: int
    d: int
    dtype: str
    fingerprint: str
    columns: list[ColumnMessage]
    label: str | None
    thumbnails: ThumbnailsMessage | None
    left_out: list[int]
    notes: list[str]
    features: int = 0
    revision: int = 0
    attached: list[AddedMessage] = []
    edits: EditsMessage | None = None


class FeaturesMessage(Struct, frozen=True):
    """`GET api/datasets/{entry}/features?text=`: the first names of columns on demand that hold `text`, of `total`."""

    total: int
    names: list[str]


class RowMessage(Struct, frozen=True):
    """`GET api/datasets/{entry}/rows/{row}`: every cell of one row, as written."""

    row: int
    cells: dict[str, str]


class NeighborsMessage(Struct, frozen=True):
    """`GET api/datasets/{entry}/neighbors?row=&k=&metric=[&space=layout&run=]`: exact, nearest first.

    In the original space, or among the positions of a run.
    """

    row: int
    space: SpaceName
    metric: MetricName
    rows: list[int]
    distances: list[float]


class SearchRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/search`: answered by the rows found, ascending, as little-endian int32.

    `column` None searches all of them; a filter names its own. `case`: upper and lower case are told apart.
    """

    text: str
    column: str | None = None
    mode: SearchMode = "substring"
    case: bool = False


class ExportRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/export`: answered by a file. `rows` is one bit a row, lowest first, in base64; None: all.

    `ids` are row numbers, `rows` have metadata too, `vectors` both and every dimension (a .npy: the vectors alone).
    """

    what: Literal["ids", "rows", "vectors"] = "rows"
    format: Literal["csv", "tsv", "parquet", "npy"] = "csv"
    rows: bytes | None = None


class RunRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/runs`: start a projection. `after` names a run whose positions are the start: of the same data, or of
    any with as many rows (another training step).

    `n_components` is what is shown (2 or 3). A method with `axes` computes its `default_components` and shows the chosen
    ones; `params` may hold axes (`{"x": 1, "y": 2, "z": 3}`, counted from 1). With `rows` (one bit a row, lowest first, in
    base64) only these are laid out; the others have no position.
    """

    entry: str
    method: str
    n_components: int = 2
    params: dict[str, Any] = {}
    random_state: int = 0
    pace: PaceName = "fast"
    after: str | None = None
    rows: bytes | None = None


class EndRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/ends`: what would one end of a custom axis match? `column` None: the label."""

    text: str
    column: str | None = None


class TermMessage(Struct, frozen=True):
    """One term of an end, with its sign (1 or -1) and the number of rows it stands for."""

    text: str
    sign: int
    total: int


class EndMessage(Struct, frozen=True):
    """The terms of an end; empty where `problem` says why it matches nothing."""

    terms: list[TermMessage]
    problem: Problem | None = None


class NameRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/runs/{id}/name`: what a person calls a run; "" takes the name away."""

    name: str


class CodeMessage(Struct, frozen=True):
    """`GET api/runs/{id}/python`: the program that makes a run's layout again."""

    code: str


class LossMessage(Struct, frozen=True):
    """`GET api/runs/{id}/losses`: a list of these, at most 500, from the run's beginning to its newest picture."""

    iteration: int
    loss: float


class RunMessage(Struct, frozen=True):
    """One run, as `api/runs` and `api/changes` tell it. `progress` is 0…1 or None when unknown.

    `params` are what the method made of what was `asked` ("auto" decided); both hold the axes. `name` is a person's own,
    or "". `n_rows` counts the rows laid out. `axis_names` say what lies along each axis of the picture, "" where that
    means nothing; none where no axis does. `restored` runs hold positions that were saved: nothing computes them anew.
    `told` grows from each message about a run to the next: answers overtake each other, and the larger is the newer.
    """

    id: str
    entry: str
    method: str
    name: str
    n_rows: int
    n_components: int
    axis_names: list[str]
    restored: bool
    params: dict[str, Any]
    asked: dict[str, Any]
    random_state: int
    state: State
    pace: PaceName
    seq: int
    iteration: int
    loss: float | None
    stage: str
    progress: float | None
    explained_variance_ratio: list[float] | None
    problem: Problem | None
    notes: list[str]
    seconds: float
    told: int


class PaceRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/runs/{id}/pace`."""

    pace: PaceName


class LiveRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/runs/{id}/params`: change live parameters of a run that goes on, or the axes of any run."""

    params: dict[str, Any]


class GroupPairMessage(Struct, frozen=True):
    """Two groups of a label column, and the place of their centroids' distance among all such pairs: 0 nearest, 1 farthest."""

    one: str
    other: str
    in_data: float
    in_layout: float


class QualityMessage(Struct, frozen=True):
    """`GET api/runs/{id}/quality[?label=]`: how far the picture of frame `seq` can be trusted; 1 is best for every score.

    `sampled` of `rows` rows were measured, each against all of them, with `k` neighbours, in `space`. `per_point` names the
    scores that `quality/points` has for each row. With a `label` column there are scores about its groups, and `worst_pairs`
    are those the picture misplaces most.
    """

    run: str
    seq: int
    label: str | None
    scores: dict[str, float]
    per_point: list[str]
    space: str
    sampled: int
    rows: int
    k: int
    worst_pairs: list[GroupPairMessage]


class ChangesMessage(Struct, frozen=True):
    """`GET api/changes?after=R`: every run and entry that changed since revision R. Held up to 10 s, then 204.

    `gone` are the ids of runs that were forgotten and of entries that are none any more, `problems` all sources that cannot
    be listed now. While somebody asks, the sources are looked at for changes.
    """

    revision: int
    runs: list[RunMessage]
    entries: list[EntryMessage]
    gone: list[str]
    problems: list[Problem]
