"""A dataset's vectors and metadata as files, which the readers read back bit for bit."""
