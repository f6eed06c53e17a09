"""NumPy's own files, and arrays in memory."""
