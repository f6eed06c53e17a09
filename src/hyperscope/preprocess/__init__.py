"""Dataset → Dataset: recorded in `history`, never in place."""

from hyperscope.preprocess.reduce import reduce as reduce
from hyperscope.preprocess.unit import unit as unit
