"""Which network addresses a report may be fetched from: public ones, and those that the host allows."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Not reachable globally by IANA's special-purpose registry, but called global by some versions of Python.
_RESERVED = tuple(
    IPv4Network(text) for text in ("192.0.0.0/24", "192.88.99.0/24", "100.64.0.0/10", "198.18.0.0/15")
)
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks or single addresses as written in a configuration. Raises ValueError for anything else."""
    return tuple(ip_network(text) for text in texts)


def literal(host: str) -> Address | None:
    """The address that a host is written as, or None for a name."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def is_public(address: Address, allowed: Iterable[Network] = ()) -> bool:
    """Whether an address is on the public internet or in one of the allowed networks.

    An IPv6 address that only carries an IPv4 address (mapped, 6to4, Teredo, NAT64) is judged by the one it
    carries, since that is where the packets go.
    """
    inner = _carried(address)
    if any(one.version == network.version and one in network for one in inner for network in allowed):
        return True
    return all(_is_global(one) for one in inner)


def _is_global(address: Address) -> bool:
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return isinstance(address, IPv6Address) or not any(address in network for network in _RESERVED)


def _carried(address: Address) -> tuple[Address, ...]:
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64 or address in _NAT64_LOCAL or int(address) >> 32 == 0:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return (address,)
