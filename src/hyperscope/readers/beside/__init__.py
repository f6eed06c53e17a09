"""What goes with the vectors: metadata, sprite sheets, bookmarks, joined row by row."""
