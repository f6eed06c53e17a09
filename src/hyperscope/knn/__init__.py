"""Nearest neighbours: a Dataset becomes a KnnGraph."""

from hyperscope.knn.search import search as search
