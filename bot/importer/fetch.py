"""Fetching a report page from an address that a person typed, without becoming a way into the host's network.

What is guarded against, and how: names that resolve to inner addresses, also on the second look (the
resolver hands out only checked addresses, and the connection uses exactly those); addresses written as
numbers (checked apart, because they skip the resolver); redirects (followed by hand, each checked anew);
endless, slow or unpacking bodies (caps on bytes, on unpacked bytes and on the whole time).
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.importer.addresses import Address, Network, is_public, literal
from bot.importer.document import ImportFault
from bot.importer.parsers import MAX_BYTES
from bot.importer.robots import allows

USER_AGENT = "findings-bot-import/1.0 (reads one page when a moderator asks)"
ADVICE = "open the page in a browser, save it, and import the saved file"

MAX_REDIRECTS = 3
MAX_ROBOTS = 500_000
"""Bytes of robots.txt that are read; the standard asks for at least 500 KiB (RFC 9309, 2.5)."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 503})

Lookup = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Host name and port → its addresses. Raises OSError when there are none."""


class _Inner(OSError):
    """A name leads to an address that may not be fetched from."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be fetched. `allowed` are networks beside the public ones; times are in seconds."""

    allowed: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    max_bytes: int = MAX_BYTES
    seconds: float = 30.0
    robots: bool = True
    lookup: Lookup | None = None


_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class Page:
    """What stood at an address: `url` is the one after redirects."""

    url: str
    data: bytes
    content_type: str = ""


@dataclass(slots=True)
class _Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes = b""


class _Resolver(AbstractResolver):
    """Gives aiohttp only addresses that were checked, so that nothing can change between check and use."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await (self._policy.lookup or _system_lookup)(host, port)
        good = [address for address in found if is_public(address, self._policy.allowed)]
        if len(good) < len(found) or not good:
            raise _Inner(host)
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET6 if address.version == 6 else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in good
        ]

    async def close(self) -> None:
        """Nothing is held."""


async def _system_lookup(host: str, port: int) -> list[Address]:
    loop = asyncio.get_running_loop()
    entries = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    found = [literal(str(entry[4][0])) for entry in entries]
    return [address for address in dict.fromkeys(found) if address is not None]


async def fetch(url: str, policy: Policy = _DEFAULT) -> Page:
    """The page at an http(s) address. Raises ImportFault when it may not or cannot be read."""
    try:
        async with asyncio.timeout(policy.seconds):
            return await _fetch(url, policy)
    except TimeoutError as error:
        raise ImportFault(f"the site took longer than {policy.seconds:.0f} s; {ADVICE}") from error


async def _fetch(url: str, policy: Policy) -> Page:
    connector = aiohttp.TCPConnector(
        resolver=_Resolver(policy), use_dns_cache=False, limit=2, force_close=True
    )
    async with aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(total=policy.seconds),
        max_line_size=8_190,
        max_field_size=8_190,
    ) as session:
        target = _checked(url, policy)
        for _ in range(MAX_REDIRECTS + 1):
            if policy.robots and not await _robots_allow(session, target, policy):
                raise ImportFault(f"the site's robots.txt asks programs not to read this page; {ADVICE}")
            answer = await _get(session, target, policy, policy.max_bytes)
            if answer.status in _REDIRECTS and (location := answer.headers.get("location")):
                target = _next(target, location, policy)
                continue
            _check_status(answer.status)
            return Page(str(target), answer.data, answer.headers.get("content-type", ""))
    raise ImportFault(f"the address redirects more than {MAX_REDIRECTS} times")


def _next(target: URL, location: str, policy: Policy) -> URL:
    """Where a redirect leads, checked as an address that a person typed is."""
    try:
        following = str(target.join(URL(location)))
    except ValueError as error:
        raise ImportFault("the site redirects to something that is no web address") from error
    return _checked(following, policy)


def _checked(url: str, policy: Policy) -> URL:
    """The address, if its form is acceptable. The host's own address is checked here or by the resolver."""
    try:
        target = URL(url.strip()).with_fragment(None)
        host, port = target.raw_host, target.port
    except ValueError as error:
        raise ImportFault("this is not a web address") from error
    if target.scheme not in {"http", "https"} or not host:
        raise ImportFault("only http and https addresses can be imported")
    if target.user is not None or target.password is not None:
        raise ImportFault("an address with a user name in it is not fetched")
    if port not in policy.ports:
        raise ImportFault(
            f"port {port} is not fetched from; only {', '.join(map(str, sorted(policy.ports)))}"
        )
    address = literal(host)
    if address is not None and not is_public(address, policy.allowed):
        raise _inner_fault()
    return target


def _inner_fault() -> ImportFault:
    return ImportFault("the address leads into a private network and is not fetched")


def _check_status(status: int) -> None:
    if status in _REFUSALS:
        raise ImportFault(f"the site refuses automated requests ({status}); {ADVICE}")
    if status == 404 or status == 410:
        raise ImportFault(f"there is no page at this address ({status})")
    if status != 200:
        raise ImportFault(f"the site answered {status}; {ADVICE}")


async def _robots_allow(session: aiohttp.ClientSession, page: URL, policy: Policy) -> bool:
    """Whether robots.txt lets this program read the page (RFC 9309).

    A site without one does, one whose file cannot be read for a fault of its own (5xx) does not.
    """
    target = page.origin().with_path("/robots.txt")
    for _ in range(MAX_REDIRECTS + 1):
        answer = await _get(session, target, policy, MAX_ROBOTS, cut=True)
        if answer.status in _REDIRECTS and (location := answer.headers.get("location")):
            target = _next(target, location, policy)
            continue
        if answer.status >= 500:
            raise ImportFault(f"the site cannot say what programs may read ({answer.status}); {ADVICE}")
        if answer.status != 200:
            return True
        rules = answer.data.decode("utf-8", "replace").removeprefix("\ufeff")
        return allows(rules, USER_AGENT.partition("/")[0], page.raw_path_qs)
    return True


async def _get(
    session: aiohttp.ClientSession, target: URL, policy: Policy, limit: int, *, cut: bool = False
) -> _Answer:
    """One answer. A body longer than `limit` bytes is a fault, or cut there where `cut` is set."""
    try:
        async with session.get(target, allow_redirects=False) as response:
            headers = {key.lower(): value for key, value in response.headers.items()}
            answer = _Answer(response.status, headers)
            if response.status == 200:
                answer.data = await _body(response, headers.get("content-encoding", ""), limit, cut)
            return answer
    except aiohttp.ClientConnectorDNSError as error:
        if isinstance(error.os_error, _Inner):
            raise _inner_fault() from error
        raise ImportFault(f"the name {target.host} is not known") from error
    except aiohttp.ClientConnectorCertificateError as error:
        raise ImportFault(f"the site's certificate is not valid; {ADVICE}") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise ImportFault(f"the site cannot be reached; {ADVICE}") from error


async def _body(response: aiohttp.ClientResponse, encoding: str, limit: int, cut: bool) -> bytes:
    """The body, unpacked by hand so that a small answer cannot become a huge one."""
    encoding = encoding.strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise ImportFault(f"the site packs the page in a way that is not read ({encoding[:20]})")
    unpacker = zlib.decompressobj(wbits=47) if encoding not in {"", "identity"} else None
    whole = bytearray()
    received = 0
    async for piece in response.content.iter_chunked(65_536):
        received += len(piece)
        if unpacker is None:
            whole += piece
        else:
            try:
                whole += unpacker.decompress(piece, limit + 1 - len(whole))
            except zlib.error as error:
                raise ImportFault("the site sent a damaged page") from error
        if cut and len(whole) >= limit:
            break
        if len(whole) > limit or received > limit:
            raise ImportFault(f"the page is larger than {limit / 2**20:.0f} MiB")
    return bytes(whole[:limit])
