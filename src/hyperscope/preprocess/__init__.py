"""Dataset → Dataset: recorded in `history`, never in place."""

from hyperscope.preprocess.normalize import Scaling as Scaling
from hyperscope.preprocess.normalize import learn as learn
from hyperscope.preprocess.reduce import Reduction as Reduction
from hyperscope.preprocess.reduce import reduce as reduce
from hyperscope.preprocess.reduce import reduction as reduction
from hyperscope.preprocess.sample import sample as sample
from hyperscope.preprocess.truncate import truncate as truncate
