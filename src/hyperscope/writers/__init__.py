"""A Layout becomes a file, with everything that led to it inside; a Dataset a file, or what the projectors open."""

from hyperscope.writers.registry import converter as converter
from hyperscope.writers.registry import writer as writer
