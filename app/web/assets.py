"""Addresses of static files: one hash for all of them, so that they may be cached for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
PICTURES = Path(__file__).parents[2] / "docs/handbuch/bilder"
FOLDERS = (STATIC, PICTURES)


@lru_cache(maxsize=1)
def static_path() -> str:
    """/static/<hash>; fonts.css uses relative addresses, hence the folder and not the file."""
    total = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return f"/static/{total.hexdigest()[:10]}"


def static(name: str) -> str:
    return f"{static_path()}/{name}"
