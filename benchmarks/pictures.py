"""How long a picture takes and how large it is: `python -m benchmarks.pictures [--rounds N]`.

Every picture is drawn of the shipped knowledge, as a question would have it drawn, without the cache of
pictures. The first one also loads Pillow and the typeface and is given apart. "Fresh" has no line of text
kept from before; "again" has those of the pictures before it, as a running bot does.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bot.answer import Answer
from bot.knowledge import Knowledge, load_knowledge
from bot.pictures import Picture, PictureCache, picture_of
from bot.query import Command, parse_query
from bot.service import answer

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
COMPARED = (
    "kent, essex",
    "kent, essex, surrey",
    "gwent, south wales, dyfed powys, north wales",
    "kent, essex, surrey, sussex, hampshire",
    "kent, essex, surrey, nottinghamshire, northamptonshire, devon and cornwall 2021/22",
    "england",
    "kent, essex all cycles",
)


def questions(knowledge: Knowledge) -> dict[str, list[tuple[str, Command]]]:
    """Questions by the shape of their picture."""
    judged = {item.subject for item in knowledge.contents.judgments}
    names = [subject.name for subject in knowledge.contents.subjects if subject.id in judged]
    areas = [(item.cycle, area.label) for item in knowledge.contents.frameworks for area in item.areas]
    return {
        "card": [(name, Command.FORCE) for name in names],
        "strip": [(f"{name} every cycle", Command.FORCE) for name in names],
        "grid": [(names, Command.COMPARE) for names in COMPARED],
        "ranking": [(f"{label} {cycle}", Command.RANK) for cycle, label in areas],
    }


def timed(draw: Callable[[], Picture | None]) -> tuple[float, float, Picture | None]:
    """Milliseconds on the clock and of this process's own work, and the picture."""
    clock, own = time.perf_counter(), time.process_time()
    picture = draw()
    return (time.perf_counter() - clock) * 1e3, (time.process_time() - own) * 1e3, picture


def figures(times: list[float]) -> str:
    """Median and 99th percentile."""
    ordered = sorted(times)
    return (
        f"{statistics.median(ordered):7.1f} {ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]:7.1f}"
    )


def measure(shape: str, answers: list[Answer], version: str, rounds: int, *, fresh: bool) -> None:
    """Print a line of the table."""
    from bot.pictures.fonts import letters, width

    clock: list[float] = []
    own: list[float] = []
    sizes = []
    for found in answers * rounds:
        if fresh:
            letters.cache_clear()
            width.cache_clear()
        elapsed, worked, picture = timed(lambda found=found: picture_of(found, version=version))
        if picture:
            clock.append(elapsed)
            own.append(worked)
            sizes.append(len(picture.png))
    kind = "fresh" if fresh else "again"
    print(
        f"{shape:8} {kind:6} {len(sizes):5}  {figures(clock)}  {figures(own)}  "
        f"{statistics.median(sizes) / 1e3:7.1f} {max(sizes) / 1e3:7.1f}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=2)
    rounds = parser.parse_args().rounds
    knowledge = load_knowledge(KNOWLEDGE)
    shapes = {
        shape: [answer(parse_query(text, knowledge, command), knowledge) for text, command in asked]
        for shape, asked in questions(knowledge).items()
    }
    first, _, picture = timed(lambda: picture_of(shapes["card"][0], version=knowledge.version))
    if picture is None:
        raise SystemExit('There are no pictures: install the extra with pip install ".[pictures]".')
    print(f"first picture of the process: {first:.0f} ms\n")
    print("                        on the clock      own work (ms)     size (kB)")
    print("shape    lines  drawn   median     p99   median     p99   median     max")
    for shape, answers in shapes.items():
        measure(shape, answers, knowledge.version, rounds, fresh=True)
        measure(shape, answers, knowledge.version, rounds, fresh=False)
    cache = PictureCache()
    cache.picture_of(shapes["card"][0], version=knowledge.version)
    kept = [
        timed(lambda: cache.picture_of(shapes["card"][0], version=knowledge.version))[0] for _ in range(200)
    ]
    print(f"\nfrom the cache: {statistics.median(kept):.2f} ms")


if __name__ == "__main__":
    main()
