"""Pictures for print: scatter and ridge plots, and the study that leaves every class out once (extra `plots`)."""

from hyperscope.plots.excluded import Excluded as Excluded
from hyperscope.plots.excluded import Study as Study
from hyperscope.plots.excluded import excluded as excluded
from hyperscope.plots.paper import colours as colours
from hyperscope.plots.ridge import ridge as ridge
from hyperscope.plots.scatter import scatter as scatter
