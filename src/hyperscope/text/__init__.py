"""Documents as vectors, and what a classifier makes of them: fastText (extra `fasttext`), or word vectors you have."""

from hyperscope.text.documents import documents as documents
from hyperscope.text.trained import load as load
from hyperscope.text.trained import train as train
