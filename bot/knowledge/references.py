"""What judgments, tallies and reports may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.faults import unknown
from bot.knowledge.publishers import Publishers
from bot.model import Framework, Subject


@dataclass(frozen=True, slots=True)
class References:
    """The frameworks and subjects by id, and who stands behind the addresses."""

    frameworks: Mapping[str, Framework]
    subjects: Mapping[str, Subject]
    publishers: Publishers
    complete: bool = True
    """False when a file of frameworks or subjects could not be read: then an unknown id proves nothing."""

    def faults(self, framework_id: str, subject_id: str) -> list[tuple[str, str]]:
        """What is wrong with a pair of ids, as field and message; nothing for a pair that fits."""
        framework, subject = self.frameworks.get(framework_id), self.subjects.get(subject_id)
        found = []
        if framework is None and self.complete:
            found.append(("framework", unknown(framework_id, self.frameworks)))
        if subject is None and self.complete:
            found.append(("subject", unknown(subject_id, self.subjects)))
        if framework is None or subject is None:
            return found
        if subject.kind != framework.subject_kind:
            looks_at = f"{framework.name} looks at: {framework.subject_kind}"
            found.append(("subject", f"the kind of “{subject.id}” is “{subject.kind}”; {looks_at}"))
        elif not subject.graded:
            found.append(("subject", f"“{subject.id}” is listed as not graded"))
        return found
