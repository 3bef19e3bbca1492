"""Where Spurwerk goes: public addresses over https, and what the operator has named (docs/betrieb.md)."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from app.core.settings import settings
from app.outgoing.errors import Refused

if TYPE_CHECKING:
    import httpx

PORTS = frozenset({443, 8443})
LONGEST = 2000  # characters of an address
INVALID = "Das ist keine vollständige Adresse. Sie beginnt mit https:// und dem Namen des Servers."
ONLY_HTTPS = "Die Adresse muss mit https:// beginnen."
USER_INFO = "Die Adresse darf keine Zugangsdaten enthalten."
OTHER_PORT = "Diesen Anschluss (Port) ruft Spurwerk nicht ab, nur 443 und 8443."
NOT_LISTED = "Von diesem Server ruft Spurwerk nichts ab: Er steht nicht auf der Liste der IT."
NOT_PUBLIC = "Diese Adresse liegt nicht im öffentlichen Internet; Spurwerk ruft sie nicht ab."

_UNICAST = IPv6Network("2000::/3")
_SPECIAL = tuple(  # global for `ipaddress`, yet no ordinary server: RFC 6890, 7526, 3056, 4380
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16"))
)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """hosts: the only names to go to, empty for all; intranet: origins such as
    `http://ris.intern:8080`, for which http, port and private addresses are allowed.
    """

    hosts: frozenset[str] = frozenset()
    intranet: frozenset[str] = frozenset()

    @classmethod
    def of_settings(cls) -> "Policy":
        known = settings()
        return cls(hosts=known.outgoing_hosts, intranet=known.outgoing_intranet)

    def check(self, address: str) -> "httpx.URL":
        """Raises Refused; what comes back has no fragment and is the one reading of the address."""
        import httpx  # here, for it is slow to import

        try:
            url = httpx.URL(address.strip()[: LONGEST + 1]).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError):
            raise Refused(INVALID) from None
        if not url.host or len(address) > LONGEST:
            raise Refused(INVALID)
        if url.userinfo:
            raise Refused(USER_INFO)
        if not self.in_intranet(url):
            self._check_public(url)
        return url

    def _check_public(self, url: "httpx.URL") -> None:
        if url.scheme != "https":
            raise Refused(ONLY_HTTPS)
        if port_of(url) not in PORTS:
            raise Refused(OTHER_PORT)
        if self.hosts and name_of(url) not in self.hosts:
            raise Refused(NOT_LISTED)

    def in_intranet(self, url: "httpx.URL") -> bool:
        return origin(url) in self.intranet

    def may_connect(self, url: "httpx.URL", ip: str) -> bool:
        return is_near(ip) if self.in_intranet(url) and not is_public(ip) else is_public(ip)


def origin(url: "httpx.URL") -> str:
    host = f"[{name_of(url)}]" if ":" in name_of(url) else name_of(url)
    return f"{url.scheme}://{host}:{port_of(url)}"


def name_of(url: "httpx.URL") -> str:
    """As asked from the resolver: lower case, IDNA, without the root's dot."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def port_of(url: "httpx.URL") -> int:
    return {"https": 443, "http": 80}.get(url.scheme, 0) if url.port is None else url.port


def is_public(ip: str) -> bool:
    """An ordinary server of the internet; no carrier network, no address that hides another."""
    at = _parsed(ip)
    if at is None or at.is_multicast or at.is_reserved or not at.is_global:
        return False
    if isinstance(at, IPv6Address) and at not in _UNICAST:
        return False
    return not any(at in net for net in _SPECIAL if net.version == at.version)


def is_near(ip: str) -> bool:
    """On our own machine or in a private network; never link-local, where clouds keep their secrets."""
    at = _parsed(ip)
    return (
        at is not None
        and (at.is_private or at.is_loopback)
        and not (at.is_link_local or at.is_unspecified or at.is_multicast or at.is_reserved)
    )


def _parsed(ip: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(ip)
    except ValueError:
        return None
