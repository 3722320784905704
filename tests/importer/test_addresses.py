"""Which addresses are public, however they are written."""

from __future__ import annotations

import pytest

from bot.importer.addresses import is_public, literal, networks

INNER = (
    "127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 "
    "198.18.0.1 "
    "224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 "
    "::ffff:169.254.169.254 2002:7f00:1:: 64:ff9b::7f00:1 64:ff9b:1::a00:1 ::127.0.0.1 "
    "2001:0:7f00:1:0:0:80ff:fffe 2001:db8::1"
).split()
PUBLIC = "1.1.1.1 93.184.216.34 2606:4700:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101".split()


@pytest.mark.parametrize("text", INNER)
def test_inner_addresses(text: str) -> None:
    address = literal(text)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text: str) -> None:
    address = literal(f"[{text}]" if ":" in text else text)
    assert address is not None
    assert is_public(address)


def test_an_allowed_network_is_open_and_no_other() -> None:
    allowed = networks(["127.0.0.2", "fd12::/16"])
    opened = [text for text in INNER if is_public(literal(text) or pytest.fail(text), allowed)]
    assert opened == ["fd12::1"]
    assert is_public(literal("127.0.0.2") or pytest.fail(), allowed)
    assert is_public(literal("::ffff:127.0.0.2") or pytest.fail(), allowed)


def test_a_name_is_no_literal() -> None:
    assert literal("example.org") is None
    assert literal("127.1") is None  # the resolver sees it, and its answer is checked
