"""Long lists in pages; `seite` is what stands in the address."""

PER_PAGE = 50
LAST_PAGE = 10_000  # no list is that long; beyond it PostgreSQL refuses the offset


def page_number(seite: str) -> int:
    """From 1 on; what is no number is the first page."""
    digits = seite if seite.isascii() and seite.isdigit() else "1"
    return min(max(int(digits[:6]), 1), LAST_PAGE)


def pages_of(count: int) -> int:
    """An empty list has one page."""
    return max(1, -(-count // PER_PAGE))
