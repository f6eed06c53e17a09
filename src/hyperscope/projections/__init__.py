"""Projections: vectors (n, d) to positions (n, 2|3). One folder a method, listed in `registry`."""
