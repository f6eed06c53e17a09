"""The curve 1 / (1 + a d^2b): how near two points are in the picture, fitted to min_dist and spread.

It approaches 1 up to min_dist, then exp(−(d − min_dist) / spread) (McInnes, Healy & Melville 2018, definition 11).
"""

from functools import lru_cache

import numpy as np

PLACES = 300
ROUNDS = 200
SETTLED = 1e-10


@lru_cache(maxsize=64)
def fitted(min_dist: float, spread: float) -> tuple[float, float]:
    """(a, b) by least squares at 300 distances up to three times the spread; min_dist counts up to the spread."""
    scaled = min(min_dist, spread) / spread
    d = np.linspace(0, 3, PLACES)[1:]  # at 0 both are 1
    target = np.where(d < scaled, 1.0, np.exp(scaled - d))
    a, b = _least_squares(np.log(d), target)
    return a / spread ** (2 * b), b


def _least_squares(log_d: np.ndarray, target: np.ndarray) -> tuple[float, float]:
    """Levenberg–Marquardt on (log a, log b), which keeps both positive."""
    found, damping = np.zeros(2), 1e-3
    gaps, slopes = _gaps(found, log_d, target)
    for _ in range(ROUNDS):
        normal = slopes.T @ slopes
        step = -np.linalg.solve(normal + damping * np.diag(np.diag(normal)), slopes.T @ gaps)
        tried, tried_slopes = _gaps(found + step, log_d, target)
        if tried @ tried < gaps @ gaps:
            found, gaps, slopes, damping = found + step, tried, tried_slopes, damping / 10
            if np.abs(step).max() < SETTLED:
                break
        else:
            damping = min(damping * 10, 1e12)
    return float(np.exp(found[0])), float(np.exp(found[1]))


def _gaps(logs: np.ndarray, log_d: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Curve − target, and its derivatives (places, 2)."""
    bend = 2 * np.exp(logs[1]) * log_d
    weight = np.exp(np.clip(logs[0] + bend, -500, 500))
    curve = 1 / (1 + weight)
    slope = -(curve**2) * weight
    return curve - target, np.column_stack([slope, slope * bend])
