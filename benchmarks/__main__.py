"""A short set of the benchmarks, in a minute or two: `python -m benchmarks`. Each has a --help of its own."""

from __future__ import annotations

from benchmarks.corpora import SHARED, folders
from benchmarks.engines import available
from benchmarks.retrieval import means, rows, table
from benchmarks.scale import rows as growth

SHORT = ("cranfield", "policyqa")


def main() -> None:
    """See the module."""
    engines = available()
    print("## Growth (python -m benchmarks.scale)\n")
    print("\n".join(table(list(growth([1_000, 10_000], engines, count=100)))), flush=True)
    collections = [folder for folder in folders([SHARED]) if folder.name in SHORT]
    if not collections:
        print("\nNo public collections here: python -m benchmarks.retrieval --data DIR measures quality.")
        return
    print("\n## Quality (python -m benchmarks.retrieval)\n")
    measured = list(rows(collections, engines, errors=False))
    print("\n".join(table([*measured, *means(measured)])))


if __name__ == "__main__":
    main()
