"""Which version to serve when the bot starts: the knowledge folder's, or the last one that was good."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from bot.knowledge import Knowledge, KnowledgeFaults
from bot.knowledge.faults import Fault, FaultLog
from bot.moderation.changes import counted
from bot.moderation.disk import Disk
from bot.moderation.generations import DamagedError, Generation, Generations, StoreError
from bot.moderation.history import HOST, Entry, History, Kind, Outcome
from bot.moderation.loading import Loaded, UnsteadyError, load_files, load_folder

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong although the bot serves.

    `faults` are those of the knowledge folder, for which an earlier version is served; `unsteady` says that
    it was being changed instead; `damage` names generations that could not be read; `store` says why nothing
    can be kept on disk, and `log` why the history cannot be written. All are empty when all is well.
    """

    faults: tuple[Fault, ...] = ()
    unsteady: bool = False
    damage: tuple[str, ...] = ()
    store: str = ""
    log: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """Where applied versions and the history are kept."""

    folder: Path
    generations: Generations
    history: History

    @classmethod
    def within(cls, folder: Path, keep: int, disk: Disk | None = None) -> Store:
        """The store in a folder, with at most `keep` versions. Nothing touches the disk yet."""
        return cls(folder, Generations(folder, keep, disk), History(folder / "history.jsonl", disk))

    @classmethod
    def of(cls, knowledge: Path, folder: Path, keep: int) -> Store:
        """The store of one knowledge folder, in a folder of its own inside `folder`.

        So that a bot that is started on another knowledge folder never falls back to what this one held.
        """
        place = knowledge.absolute()
        return cls.within(folder / f"{place.name}-{sha256(bytes(place)).hexdigest()[:8]}", keep)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a bot begins with: the version to serve, how it came to be applied, what is wrong, and the store.

    A generation with the number 0 is not kept on disk.
    """

    loaded: Loaded
    generation: Generation
    store: Store
    health: Health = Health()


def opened_with(knowledge: Knowledge, store: Store, at: str) -> Opened:
    """Begin with knowledge that is loaded already and not kept."""
    return Opened(Loaded(knowledge, {}), Generation(0, knowledge.version, at, HOST, Kind.START, {}), store)


def open_knowledge(folder: Path, store: Store, at: str) -> Opened:
    """Take what the knowledge folder holds, or the last applied version that is good.

    The folder counts when it is sound, except for a version that a moderator has turned down (by a rollback
    or a discard) and that has not been edited since. Raises KnowledgeFaults, or UnsteadyError, when there is
    nothing to fall back to. `at` is the time (ISO, UTC).
    """
    health = Health()
    try:
        store.generations.open()
    except StoreError as error:
        _log.error("%s; the bot serves, but changes nothing", error)
        health = replace(health, store=str(error))
    applied = store.generations.applied()
    try:
        loaded, files = load_folder(folder)
    except (KnowledgeFaults, UnsteadyError) as error:
        return _fall_back(error, store, applied, health)
    if applied and loaded.version == applied[0].aside:
        found = _newest_sound(store.generations, applied[:1])
        if found.loaded is not None:
            return Opened(found.loaded, applied[0], store, health)
        _log.error("%s; the knowledge folder is served instead", found.damage[0])
        health = replace(health, damage=found.damage)
    if applied and loaded.version == applied[0].version:
        return Opened(loaded, applied[0], store, health)
    before = applied[0].version if applied else ""
    return _keep_folder(loaded, files, Entry(at, HOST, Kind.START, Outcome.APPLIED, before), store, health)


def _keep_folder(
    loaded: Loaded, files: dict[str, bytes], entry: Entry, store: Store, health: Health
) -> Opened:
    """Serve the folder, and keep it as a generation where that is possible."""
    generation = Generation(0, loaded.version, entry.at, HOST, Kind.START, {})
    if not health.store:
        try:
            generation = store.generations.add(files, at=entry.at, who=HOST, kind=Kind.START)
            store.history.append(replace(entry, after=loaded.version))
        except StoreError as error:
            _log.error("%s; this version is not kept", error)
            health = replace(health, store=str(error))
        except OSError as error:
            _log.error("the history cannot be written: %s", error.strerror)
            health = replace(health, log=error.strerror or "")
    return Opened(loaded, generation, store, health)


@dataclass(frozen=True, slots=True)
class _Found:
    loaded: Loaded | None
    generation: Generation | None
    damage: tuple[str, ...]


def _fall_back(
    error: KnowledgeFaults | UnsteadyError, store: Store, applied: list[Generation], health: Health
) -> Opened:
    """Serve the newest generation that is good, and say so loudly."""
    found = _newest_sound(store.generations, applied)
    for damage in found.damage:
        _log.error("%s", damage)
    if found.loaded is None or found.generation is None:
        raise error
    faults = error.faults if isinstance(error, KnowledgeFaults) else ()
    _log.error(
        "THE KNOWLEDGE FOLDER IS NOT SERVED: it %s. Version %s, applied %s, is served instead",
        f"has {counted(len(faults), 'fault')}" if faults else "was being changed",
        found.generation.version,
        found.generation.at,
    )
    for fault in faults:
        _log.error("%s", fault)
    health = replace(health, faults=faults, unsteady=not faults, damage=found.damage)
    return Opened(found.loaded, found.generation, store, health)


def _newest_sound(generations: Generations, applied: Iterable[Generation]) -> _Found:
    damage: list[str] = []
    for generation in applied:
        try:
            return _Found(read_generation(generations, generation), generation, tuple(damage))
        except (DamagedError, KnowledgeFaults) as error:
            unreadable = isinstance(error, KnowledgeFaults)
            damage.append(f"version {generation.version} is not valid any more" if unreadable else str(error))
    return _Found(None, None, tuple(damage))


def read_generation(
    generations: Generations, generation: Generation, earlier: Loaded | None = None
) -> Loaded:
    """A version as it was applied. Raises DamagedError, or KnowledgeFaults when rules have changed since."""
    return load_files(generations.read(generation), "knowledge", FaultLog(), earlier)
