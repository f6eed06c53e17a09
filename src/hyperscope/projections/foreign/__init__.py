"""Projections of third parties: any class with `fit_transform`."""
