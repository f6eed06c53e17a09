"""Databases in a file or a folder: their tables are read, nothing in them is run."""
