"""What names other files: log directories, the projector's configs, and the one resolver of their paths."""
