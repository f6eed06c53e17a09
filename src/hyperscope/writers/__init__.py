"""A Layout becomes a file, with everything that led to it inside."""

from hyperscope.writers.registry import writer as writer
