"""Search over columns, and the rows nearest to one row."""
