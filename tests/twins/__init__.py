"""Slow, obvious versions of every kernel: same module name, same function name, same arguments, same effects."""
