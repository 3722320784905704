"""`publishers.yaml`: who stands behind a web address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.faults import FaultLog, quoted
from bot.knowledge.fields import Fields, fold, host_of
from bot.knowledge.yaml_guard import Table
from bot.model import Voice

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
FILE = "publishers.yaml"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A name to show for web addresses, for whom it speaks, and the licence where it is certain."""

    name: str
    voice: Voice
    licence: str = ""


class Publishers:
    """The publishers by host and by name."""

    def __init__(self, by_host: Mapping[str, Publisher]) -> None:
        self._by_host = by_host
        self._by_name = {fold(publisher.name): publisher for publisher in by_host.values()}

    def of(self, url: str) -> Publisher | None:
        """Who stands behind an address, or None."""
        return self._by_host.get(host_of(url))

    def named(self, name: str) -> Publisher | None:
        """The publisher of this name, or None."""
        return self._by_name.get(fold(name))

    def with_hosts(self) -> Iterator[tuple[Publisher, tuple[str, ...]]]:
        """Each publisher with its hosts, in lower case and without "www."."""
        for publisher in dict.fromkeys(self._by_host.values()):
            yield publisher, tuple(host for host, one in self._by_host.items() if one == publisher)

    def name_for(self, url: str) -> str:
        """The name to show for an address: the publisher's, or else the host."""
        publisher = self.of(url)
        return publisher.name if publisher else host_of(url)


def read_publishers(table: Table | None, log: FaultLog) -> Publishers:
    """The publishers; none when the folder has no such file."""
    by_host: dict[str, Publisher] = {}
    if table is None:
        return Publishers(by_host)
    root = Fields(FILE, table, log)
    for entry in root.tables("publishers"):
        hosts = entry.texts("hosts", optional=False)
        publisher = Publisher(
            name=entry.text("name"),
            voice=Voice(entry.choice("voice", tuple(Voice)) or Voice.OTHER),
            licence=entry.text("licence", optional=True),
        )
        entry.close()
        for host in hosts:
            key = host.removeprefix("www.")
            if not _HOST.fullmatch(host):
                entry.fault("hosts", f"{quoted(host)} is not a host like example.org, in lower case")
            elif by_host.setdefault(key, publisher) is not publisher:
                entry.fault("hosts", f"{quoted(host)} is a host of {quoted(by_host[key].name)} too")
    root.close()
    return Publishers(by_host)
