"""How long `python -m bot ask` takes from process start to answer: `python -m benchmarks.starting`."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

GOAL = 0.4
"""Seconds, median, on the shipped knowledge."""


def seconds(command: list[str]) -> float:
    """Wall time of one whole process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the median beside that of a bare `import numpy`, run in turn, so that a slow machine shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    ask = [sys.executable, "-m", "bot", "ask", "kent investigation"]
    bare = [sys.executable, "-c", "import numpy"]
    pairs = [(seconds(ask), seconds(bare)) for _ in range(runs + 1)][1:]
    asked = statistics.median(pair[0] for pair in pairs)
    plain = statistics.median(pair[1] for pair in pairs)
    print(f"ask, process start to answer: {asked:.3f} s median of {runs} (goal {GOAL} s)")
    print(f"bare import of numpy:         {plain:.3f} s median; ratio {asked / plain:.2f}")


if __name__ == "__main__":
    main()
