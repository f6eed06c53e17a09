"""What the projectors open: log directories, standalone configs, and the files that both name."""
