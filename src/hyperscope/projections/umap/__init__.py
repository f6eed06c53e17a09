"""Uniform manifold approximation and projection."""
