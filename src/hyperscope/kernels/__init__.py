"""Arithmetic that more than one room needs, how kernels are compiled, and the lane they run in."""
