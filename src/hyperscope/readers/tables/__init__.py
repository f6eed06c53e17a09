"""Text tables and Arrow ones: rows of numbers, with or without words beside them."""
