"""Data that comes with the product, and MNIST from its own files."""
