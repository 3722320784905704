"""Fetching, against servers on loopback: 127.0.0.2 plays the public internet, 127.0.0.1 the inner network."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.importer.addresses import Address, networks
from bot.importer.document import ImportFault
from bot.importer.fetch import USER_AGENT, Page, Policy, fetch

PAGE = b"<html><body><main><p>The force was graded good.</p></main></body></html>"
LIMIT = 200_000


class Site:
    """A server that answers from a table of paths and counts who comes by."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.port = 0
        self.hits: list[str] = []
        self.agents: set[str] = set()
        self.answers: dict[str, web.Response] = {}
        self.robots = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/robots.txt" and "/robots.txt" not in self.answers:
            return web.Response(text=self.robots) if self.robots else web.Response(status=404)
        self.hits.append(request.path)
        self.agents.add(request.headers.get("User-Agent", ""))
        if request.path == "/drip":
            return await self._drip(request)
        if request.path.startswith("/loop"):
            return web.Response(status=302, headers={"Location": f"/loop{len(self.hits)}"})
        return self.answers[request.path]

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1_000):
            await response.write(b"x")
            await asyncio.sleep(0.02)  # what the test is about: a server that never ends
        return response

    def url(self, path: str, host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}{path}"


async def _serve(site: Site) -> web.AppRunner:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", site.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    server = web.TCPSite(runner, site.host, 0)
    await server.start()
    site.port = runner.addresses[0][1]
    return runner


@pytest.fixture
async def public() -> AsyncIterator[Site]:
    site = Site("127.0.0.2")
    runner = await _serve(site)
    yield site
    await runner.cleanup()


@pytest.fixture
async def inner() -> AsyncIterator[Site]:
    site = Site("127.0.0.1")
    runner = await _serve(site)
    yield site
    await runner.cleanup()


class Names:
    """A name server whose answers are given in turn; the last one is repeated."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [ip_address(text) for text in answer]


async def get(url: str, site: Site, **changes: object) -> Page:
    settings: dict[str, object] = {
        "allowed": networks(["127.0.0.2"]),
        "ports": frozenset({site.port, 80, 443}),
        "max_bytes": LIMIT,
        "seconds": 5.0,
        "robots": False,
    }
    return await fetch(url, Policy(**{**settings, **changes}))  # type: ignore[arg-type]


async def test_a_page_comes_with_its_type_and_final_address(public: Site) -> None:
    public.answers["/old"] = web.Response(status=301, headers={"Location": "/new#part"})
    public.answers["/new"] = web.Response(body=PAGE, content_type="text/html")
    page = await get(public.url("/old"), public)
    assert (page.data, page.url, page.content_type) == (PAGE, public.url("/new"), "text/html")
    assert public.agents == {USER_AGENT}


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_packed_pages_are_unpacked(packing: str, public: Site) -> None:
    import zlib

    body = gzip.compress(PAGE) if packing == "gzip" else zlib.compress(PAGE)
    public.answers["/"] = web.Response(body=body, headers={"Content-Encoding": packing})
    assert (await get(public.url("/"), public)).data == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::1]:{port}/",
        "http://①②⑦.0.0.①:{port}/",
        "http://127。0。0。1:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0.0.0.0:{port}/",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "ftp://127.0.0.2/",
        "gopher://127.0.0.2:{port}/",
        "http://user:secret@127.0.0.2:{port}/",
        "http://127.0.0.2:22/",
        "http://",
        "//127.0.0.1:{port}/",
    ],
)
async def test_inner_and_odd_addresses_are_never_asked(url: str, inner: Site) -> None:
    inner.answers["/"] = web.Response(body=PAGE)
    with pytest.raises(ImportFault):
        await get(url.format(port=inner.port), inner)
    assert inner.hits == []


async def test_a_redirect_into_the_network_is_refused(public: Site, inner: Site) -> None:
    inner.answers["/secret"] = web.Response(body=PAGE)
    for target in (inner.url("/secret"), inner.url("/secret", "localhost"), "file:///etc/passwd"):
        public.answers["/"] = web.Response(status=302, headers={"Location": target})
        with pytest.raises(ImportFault):
            await get(public.url("/"), public, ports=frozenset({public.port, inner.port}))
    assert inner.hits == []


async def test_a_name_server_that_changes_its_answer_gains_nothing(public: Site, inner: Site) -> None:
    names = Names(["127.0.0.2"], ["127.0.0.1"])
    public.answers["/"] = web.Response(status=302, headers={"Location": "/again"})
    public.answers["/again"] = inner.answers["/again"] = web.Response(body=PAGE)
    with pytest.raises(ImportFault, match="private network"):
        await get(public.url("/", "rebind.example"), public, lookup=names)
    assert names.asked == 2  # once for each request, and the address that was checked is the one used
    assert (public.hits, inner.hits) == (["/"], [])


async def test_a_name_with_one_inner_address_among_others_is_refused(public: Site, inner: Site) -> None:
    public.answers["/"] = web.Response(body=PAGE)
    with pytest.raises(ImportFault, match="private network"):
        await get(public.url("/", "mixed.example"), public, lookup=Names(["127.0.0.2", "127.0.0.1"]))
    assert (public.hits, inner.hits) == ([], [])


async def test_endless_redirects_end(public: Site) -> None:
    with pytest.raises(ImportFault, match="more than 3 times"):
        await get(public.url("/loop"), public)
    assert len(public.hits) == 4


async def test_bombs_and_drips_end_within_the_limits(public: Site) -> None:
    public.answers["/large"] = web.Response(body=b"x" * (LIMIT + 1))
    bomb = gzip.compress(b"\x00" * 50_000_000)
    public.answers["/bomb"] = web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
    public.answers["/odd"] = web.Response(body=PAGE, headers={"Content-Encoding": "br"})
    public.answers["/broken"] = web.Response(body=PAGE, headers={"Content-Encoding": "gzip"})
    for path, reason in (
        ("/large", "larger than"),
        ("/bomb", "larger than"),
        ("/odd", "not read"),
        ("/broken", "damaged"),
    ):
        with pytest.raises(ImportFault, match=reason):
            await get(public.url(path), public)
    with pytest.raises(ImportFault, match=r"longer than 0 s|longer than 1 s"):
        await get(public.url("/drip"), public, seconds=0.3)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(403, "refuses automated requests"), (429, "refuses"), (404, "no page"), (500, "answered 500")],
)
async def test_refusals_are_told_plainly(status: int, reason: str, public: Site) -> None:
    public.answers["/"] = web.Response(status=status)
    with pytest.raises(ImportFault, match=reason) as caught:
        await get(public.url("/"), public)
    assert status == 404 or "import the saved file" in str(caught.value)


async def test_robots_are_heeded(public: Site) -> None:
    public.answers = {path: web.Response(body=PAGE) for path in ("/open", "/shut")}
    public.robots = "User-agent: findings-bot-import\nDisallow: /shut\n\nUser-agent: *\nDisallow: /\n"
    assert (await get(public.url("/open"), public, robots=True)).data == PAGE
    with pytest.raises(ImportFault, match=r"robots\.txt"):
        await get(public.url("/shut"), public, robots=True)
    public.robots = ""
    assert (await get(public.url("/shut"), public, robots=True)).data == PAGE


async def test_robots_that_are_elsewhere_broken_or_huge(public: Site, inner: Site) -> None:
    page, rules = web.Response(body=PAGE), "User-agent: *\nDisallow: /open\n"

    async def refused(answer: web.Response, reason: str) -> None:
        public.answers = {"/open": page, "/robots.txt": answer, "/rules": web.Response(text=rules)}
        with pytest.raises(ImportFault, match=reason):
            await get(public.url("/open"), public, robots=True)

    await refused(web.Response(status=302, headers={"Location": "/rules"}), r"robots\.txt")
    await refused(web.Response(status=302, headers={"Location": inner.url("/rules")}), "private network|port")
    await refused(web.Response(status=503), r"programs may read \(503\).*import the saved file")
    await refused(web.Response(text=rules + "# \n" * 300_000), r"robots\.txt")
    assert inner.hits == []
    public.answers["/robots.txt"] = web.Response(status=403)
    assert (await get(public.url("/open"), public, robots=True)).data == PAGE


@pytest.mark.parametrize("location", ["http://[::1", "http://a:b:c/", "ftp://example.org/x", "javascript:1"])
async def test_a_redirect_to_nonsense_is_told(location: str, public: Site) -> None:
    public.answers["/"] = web.Response(status=301, headers={"Location": location})
    with pytest.raises(ImportFault, match=r"web address|only http"):
        await get(public.url("/"), public)


async def test_an_unknown_name_is_told(public: Site) -> None:
    async def nowhere(host: str, port: int) -> Sequence[Address]:
        raise OSError("no such name")

    with pytest.raises(ImportFault, match="not known"):
        await get("http://nowhere.example/", public, lookup=nowhere)
