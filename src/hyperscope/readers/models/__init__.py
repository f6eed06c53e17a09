"""Weights of models, read without the library that wrote them and without running what is inside."""
