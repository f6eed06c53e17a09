"""Parametric t-SNE: a network learns to lay out (van der Maaten 2009), and lays out what it has never seen as well."""
