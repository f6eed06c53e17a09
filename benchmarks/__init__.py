"""Benchmarks: ours beside its peers, in one run, on one machine, judged by one evaluator."""
