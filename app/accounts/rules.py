from datetime import timedelta
from ipaddress import ip_address, ip_network

LINK_LIVES = timedelta(minutes=10)
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 8
MAX_TRIES = 5
PER_ADDRESS_AND_HOUR = 5
PER_NETWORK_AND_HOUR = 400  # a whole county behind one address must get in at eight o'clock
OWN_DEVICE = timedelta(days=30)
OTHER_DEVICE = timedelta(hours=12)


def network_of(client: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: what one household or office has."""
    try:
        address = ip_address(client)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/{32 if address.version == 4 else 64}", strict=False))


def tidy_code(typed: str) -> str:
    """People type blanks, hyphens and small letters."""
    return "".join(c for c in typed.upper() if c.isalnum())


def is_local_path(path: str) -> bool:
    """Where a login may lead: a path of our own, never //host (trust.md X6)."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path
