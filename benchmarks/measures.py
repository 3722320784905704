"""Measures of ranking, time and memory."""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

DEPTH = 10  # hits that count


def ndcg(ranking: Sequence[int], relevant: Mapping[int, float]) -> float:
    """Normalised discounted cumulative gain of the first DEPTH hits (Järvelin, 2002) of the grades."""
    best = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(position, 0.0) for position in ranking]) / _gain(best)


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))


def recall(ranking: Sequence[int], relevant: Mapping[int, float]) -> float:
    """Share of the relevant passages among the first DEPTH hits."""
    return len(relevant.keys() & set(ranking[:DEPTH])) / len(relevant)


def reciprocal_rank(ranking: Sequence[int], relevant: Mapping[int, float]) -> float:
    """One over the rank of the first relevant hit, 0 beyond DEPTH."""
    return next((1 / rank for rank, position in enumerate(ranking[:DEPTH], 1) if position in relevant), 0.0)


def quality(rankings: Sequence[Sequence[int]], relevant: Sequence[Mapping[int, float]]) -> dict[str, float]:
    """The mean of each measure over all questions."""
    pairs = list(zip(rankings, relevant, strict=True))
    return {
        f"ndcg@{DEPTH}": statistics.fmean(ndcg(ranking, held) for ranking, held in pairs),
        f"recall@{DEPTH}": statistics.fmean(recall(ranking, held) for ranking, held in pairs),
        f"mrr@{DEPTH}": statistics.fmean(reciprocal_rank(ranking, held) for ranking, held in pairs),
        "top1": statistics.fmean(ranking[:1] != [] and ranking[0] in held for ranking, held in pairs),
    }


def latencies(ask: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    """Median and 99th percentile of the time of a question, in milliseconds, after a tenth to warm up."""
    for question in questions[: len(questions) // 10 + 1]:
        ask(question)
    times = []
    for question in questions:
        begin = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - begin))
    return percentiles(times)


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Median and 99th percentile of some milliseconds."""
    ordered = sorted(times)
    return {
        "p50_ms": statistics.median(ordered),
        "p99_ms": ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))],
    }


def resident() -> float:
    """Resident memory of this process in megabytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0
