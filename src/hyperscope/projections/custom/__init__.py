"""Axes of a person's own."""
