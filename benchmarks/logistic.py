"""Logistic regression and the area under the ROC curve, in the few lines of numpy that they need."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def fit(rows: Floats, labels: Floats, weights: Floats, signs: Floats, ridge: float = 1e-3) -> Floats:
    """Coefficients of `rows` (n, d) and the intercept, as one array (d + 1,).

    Newton's method on the weighted log-loss with a ridge penalty on the standardised coefficients
    (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 4.4). A coefficient whose sign
    is not that of `signs` (d,) is dropped and the rest fitted again, so that every feature works in the
    direction that it is meant to.
    """
    centre, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - centre) / spread, np.ones(len(rows))])
    share = weights / weights.sum()
    kept = np.ones(design.shape[1], dtype=bool)
    while True:
        solved = np.zeros(design.shape[1])
        solved[kept] = _newton(design[:, kept], labels, share, ridge)
        wrong = np.append(solved[:-1] * signs < 0, False)
        if not wrong.any():
            break
        kept &= ~wrong
    slopes = solved[:-1] / spread
    return np.append(slopes, solved[-1] - slopes @ centre)


def _newton(design: Floats, labels: Floats, weights: Floats, ridge: float) -> Floats:
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 0.0  # the intercept is free
    found = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (weights * (chance - labels)) + penalty * found
        curve = (design.T * (weights * chance * (1 - chance))) @ design + np.diag(penalty + 1e-12)
        step = np.linalg.solve(curve, slope)
        found = found - step
        if np.abs(step).max() < 1e-8:
            break
    return found


def auroc(positive: Floats, negative: Floats) -> float:
    """Probability that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    _, inverse, counts = np.unique(
        np.concatenate([positive, negative]), return_inverse=True, return_counts=True
    )
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    size = len(positive)
    return float((ranks[:size].sum() - size * (size + 1) / 2) / (size * len(negative)))
