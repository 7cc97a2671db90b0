"""Tells addresses of the public internet from all others.

The standard library is not enough: on Python 3.11 to 3.13 ``is_private`` is False for
100.64.0.1 and ``is_global`` is True for 224.0.0.1, 192.88.99.1 and ``::127.0.0.1``.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: Refused whatever the library says. Source: IANA special-purpose address registries.
_NEVER = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this host
        "100.64.0.0/10",  # shared by carriers; a cloud's metadata service
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata service
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "::/96",  # IPv4-compatible
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b:1::/48",  # translation inside a network
        "100::/64",  # discard
        "2001::/23",  # Teredo and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
    )
]
_MAPPED = ip_network("::ffff:0:0/96")
#: Networks that only speak IPv6 reach IPv4 hosts through this prefix (RFC 6052).
_NAT64 = ip_network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Return whether an address lies in the public internet, also where it wraps another one.

    An IPv4 address carried inside a mapped or NAT64 address is judged itself; 6to4, Teredo and
    IPv4-compatible addresses are refused outright.

    Args:
        text: an address as the resolver gives it; anything else is not public.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address in _MAPPED or address in _NAT64):
        address = IPv4Address(address.packed[-4:])
    return _is_global_unicast(address)


def _is_global_unicast(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is none of the special kinds."""
    special = (
        not address.is_global
        or address.is_private
        or address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )
    return not special and not any(address in block for block in _NEVER)
