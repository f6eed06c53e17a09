"""Dataset → Dataset: recorded in `history`, never in place."""

from hyperscope.preprocess.reduce import reduce as reduce
from hyperscope.preprocess.scale import centre as centre
from hyperscope.preprocess.scale import unit as unit
