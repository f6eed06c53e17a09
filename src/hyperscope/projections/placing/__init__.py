"""New points in a finished layout: drawn to their neighbours among the old ones, which stay where they are."""
