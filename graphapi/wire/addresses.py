"""Normalises host names and origins as browsers write them, so that they can be compared."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port.
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Host:
    """What a Host header names. `name` is in lower case, an IPv6 address without brackets; `port` may be left out."""

    name: str
    port: int | None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what names no host."""
        found = _HOST.fullmatch(text.strip())
        if found is None:
            return None
        name = canonical_name(found["name"])
        return cls(name, int(found["port"]) if found["port"] else None) if name else None


def canonical_name(name: str) -> str:
    """A host name in lower case without its last dot; an address in its shortest form, without brackets."""
    bare = name.strip().lower().removeprefix("[").removesuffix("]")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return bare.removesuffix(".")
    # A socket that listens for both versions shows IPv4 callers in this dress.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def is_address(name: str) -> bool:
    """Whether a canonical name is an IP address. DNS decides nothing about it, so no web page can claim it."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_origin(text: str) -> bool:
    """Whether a text is an origin as browsers send it: a scheme, a host, perhaps a port, and nothing else."""
    scheme, separator, rest = text.partition("://")
    return bool(separator) and scheme in _DEFAULT_PORTS and Host.parse(rest) is not None and text == text.lower()


def is_same_origin(origin: str, host: Host) -> bool:
    """Whether a page of this origin was served by this host. A proxy may have taken TLS off, so the scheme is not
    compared."""
    try:
        parts = urlsplit(origin)
        own, default = Host.parse(parts.netloc), _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return False
    if own is None or default is None:
        return False
    return own.name == host.name and (own.port or default) == (host.port or default)


def url_of(host: str, port: int) -> str:
    """The address to open in a browser for a server that listens on `host`; one that listens everywhere answers on
    loopback too."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(canonical_name(host), host)  # noqa: S104
    return f"http://{with_port(name, port)}"


def with_port(host: str, port: int) -> str:
    """Host and port as one text, an IPv6 address in brackets."""
    name = canonical_name(host)
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
