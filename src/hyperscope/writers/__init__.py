"""A Layout becomes a file, with everything that led to it inside; a Dataset becomes a file of another format."""

from hyperscope.writers.registry import converter as converter
from hyperscope.writers.registry import writer as writer
