"""Addresses of static files: one hash for the whole folder, so that they may be cached for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@lru_cache(maxsize=1)
def static_path() -> str:
    """/static/<hash>; fonts.css uses relative addresses, hence the folder and not the file."""
    total = hashlib.sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        total.update(str(path.relative_to(STATIC)).encode() + path.read_bytes())
    return f"/static/{total.hexdigest()[:10]}"


def static(name: str) -> str:
    return f"{static_path()}/{name}"
