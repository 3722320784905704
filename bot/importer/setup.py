"""What the workers are told of the knowledge, and whether what they need is installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.importer.about import Publisher
from bot.importer.worker import Limits, Setup
from bot.knowledge.faults import FaultLog, KnowledgeFaults
from bot.knowledge.files import SIZE_LIMITS, NotServableError, read_ordinary
from bot.knowledge.publishers import FILE, read_publishers
from bot.knowledge.text import decode
from bot.knowledge.yaml_guard import parse_yaml
from bot.model import Framework, Subject

_NEEDED = ("docx", "pypdfium2", "rich", "selectolax")
MISSING = "import needs more packages: pip install 'findings-bot[import]'"


def is_installed() -> bool:
    """Whether the extra `import` is there."""
    return all(find_spec(name) is not None for name in _NEEDED)


def setup_of(knowledge: Path, frameworks: Sequence[Framework], subjects: Sequence[Subject]) -> Setup:
    """Frameworks and subjects, with the publishers that the folder names. Raises KnowledgeFaults."""
    return Setup(tuple(frameworks), tuple(subjects), tuple(_publishers(knowledge)), Limits())


def _publishers(knowledge: Path) -> list[Publisher]:
    log = FaultLog()
    path = knowledge / FILE
    if not path.exists():
        return []
    try:
        text = decode(FILE, read_ordinary(str(path), SIZE_LIMITS[path.suffix]), log)
    except NotServableError as error:
        log.fault(FILE, 1, "", str(error))
        text = None
    found = read_publishers(parse_yaml(FILE, text, log) if text is not None else None, log)
    if log.faults:
        raise KnowledgeFaults(log.faults)
    return [Publisher(one.name, one.voice, one.licence, hosts) for one, hosts in found.with_hosts()]
