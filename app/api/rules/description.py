"""The OpenAPI document (version 3.1): made of the shapes that are sent, so that it cannot lie."""

from functools import lru_cache
from typing import Any

import msgspec

from app.api.rules import shapes
from app.api.rules.keys import MOST_A_MINUTE
from app.boards.rules import OWN as TASKS
from app.core.settings import settings
from app.mandates.rules import UNDER_WAY
from app.mandates.tables import MandateStatus

ROOT = "/api/v1"
PROBLEMS = {
    400: "Ein Teil der Adresse ist unverständlich.",
    401: "Es fehlt ein gültiger Schlüssel.",
    404: "Das gibt es nicht, oder Sie sehen es nicht.",
    429: f"Mehr als {MOST_A_MINUTE} Anfragen in einer Minute mit demselben Schlüssel.",
}
SECONDS = {"description": "Sekunden bis zur nächsten Anfrage", "schema": {"type": "integer"}}
HEADERS: dict[int, dict[str, Any]] = {429: {"headers": {"Retry-After": SECONDS}}}
PAGE = ("seite", "Nummer der Seite, von 1 an", {"type": "integer", "minimum": 1, "default": 1})
TASK_STATES = (
    "stand", "offen (auch in Arbeit) oder erledigt (auch verworfen)",
    {"type": "string", "enum": list(TASKS), "default": "offen"},
)  # fmt: skip
MANDATES = {
    "laufend": UNDER_WAY,
    "abgeschlossen": tuple(status for status in MandateStatus if status not in UNDER_WAY),
}
MANDATE_STATES = (
    "stand", "laufend oder abgeschlossen",
    {"type": "string", "enum": list(MANDATES), "default": "laufend"},
)  # fmt: skip
DAY = {"type": "string", "format": "date"}
SINCE = ("von", "erster Tag, sonst heute", DAY)
UNTIL = ("bis", "letzter Tag, sonst ein Jahr später", DAY)
Parameter = tuple[str, str, dict[str, Any]]
PATHS: dict[str, tuple[str, type, tuple[Parameter, ...]]] = {
    "/aufgaben": ("Eigene Aufgaben", shapes.TaskPage, (TASK_STATES, PAGE)),
    "/sitzungen": ("Eigene Sitzungen", shapes.MeetingPage, (SINCE, UNTIL)),
    "/auftraege": ("Aufträge der eigenen Gruppen", shapes.MandatePage, (MANDATE_STATES, PAGE)),
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    sent = [*(shape for _, shape, _ in PATHS.values()), shapes.Problem]
    found, components = msgspec.json.schema_components(
        sent, ref_template="#/components/schemas/{name}"
    )
    refs = dict(zip(sent, found, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Spurwerk",
            "version": "1",
            "description": "Lesen, was ein Mensch in Spurwerk sieht, mit dessen Schlüssel.",
        },
        "servers": [{"url": f"{settings().base_url}{ROOT}"}],
        "security": [{"schluessel": []}],
        "paths": {path: {"get": _operation(path, refs)} for path in PATHS},
        "components": {
            "schemas": components,
            "securitySchemes": {"schluessel": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(path: str, refs: dict[type, Any]) -> dict[str, Any]:
    summary, shape, parameters = PATHS[path]
    problem = {"application/problem+json": {"schema": refs[shapes.Problem]}}
    return {
        "operationId": path.strip("/"),
        "summary": summary,
        "parameters": [
            {"name": name, "in": "query", "description": said, "schema": schema}
            for name, said, schema in parameters
        ],
        "responses": {
            "200": {
                "description": summary,
                "content": {"application/json": {"schema": refs[shape]}},
            },
            **{
                str(status): {"description": said, "content": problem, **HEADERS.get(status, {})}
                for status, said in PROBLEMS.items()
            },
        },
    }
