"""Ids of erased people beside the data, so that a backup brought back does not bring them back."""

from pathlib import Path
from uuid import UUID

from app.core.settings import settings

NAME = "geloescht.txt"


def _path() -> Path:
    return settings().data_dir / NAME


def ids() -> set[UUID]:
    path = _path()
    if not path.exists():
        return set()
    return {UUID(line) for line in path.read_text(encoding="ascii").split()}


def note(person_id: UUID) -> None:
    """An id alone says nothing about anybody once the person is gone."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    if person_id not in ids():
        with path.open("a", encoding="ascii") as file:
            file.write(f"{person_id}\n")
