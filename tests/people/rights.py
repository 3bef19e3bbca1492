from typing import Literal

from tests.rights import Right

Method = Literal["GET", "POST"]


def own_body(method: Method, path: str) -> Right:
    """Lists and new entries of the office's own body; other offices have their own."""
    return Right(
        method=method, path=path, stranger=403, former=403, other_office="open", member=403
    )


def entry(method: Method, path: str) -> Right:
    """One entry: who belongs to the body hears that only the office may."""
    return Right(method=method, path=path, stranger=403, member=403)


def betrieb(method: Method, path: str, **columns: Literal[403, 404]) -> Right:
    """Bodies and offices: only who runs the installation."""
    refused: dict[str, Literal[403, 404]] = {
        "stranger": 403, "former": 403, "other_office": 403, "member": 403, **columns,
    }  # fmt: skip
    return Right(method=method, path=path, right="oskar", **refused)  # type: ignore[arg-type]


RIGHTS = [
    own_body("GET", "/personen"),
    own_body("GET", "/personen/neu"),
    own_body("POST", "/personen/neu"),
    entry("GET", "/personen/{person_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}/sperre"),
    entry("POST", "/personen/{person_id:uuid}/traeger"),
    entry("GET", "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}/ende"),
    entry("POST", "/personen/{person_id:uuid}/adressen"),
    entry("POST", "/personen/{person_id:uuid}/adressen/{address_id:uuid}/einladungen"),
    entry("POST", "/personen/{person_id:uuid}/adressen/{address_id:uuid}/weg"),
    own_body("GET", "/traeger"),
    own_body("POST", "/traeger/regionen"),
    entry("GET", "/traeger/regionen/{region_id:uuid}"),
    entry("POST", "/traeger/regionen/{region_id:uuid}"),
    entry("POST", "/traeger/regionen/{region_id:uuid}/loeschen"),
    own_body("GET", "/traeger/listen/neu"),
    own_body("POST", "/traeger/listen/neu"),
    entry("GET", "/traeger/listen/{set_id:uuid}"),
    entry("POST", "/traeger/listen/{set_id:uuid}"),
    entry("POST", "/traeger/listen/{set_id:uuid}/loeschen"),
    own_body("GET", "/traeger/neu"),
    own_body("POST", "/traeger/neu"),
    entry("GET", "/traeger/{traeger_id:uuid}"),
    entry("GET", "/traeger/{traeger_id:uuid}/bearbeiten"),
    entry("POST", "/traeger/{traeger_id:uuid}/bearbeiten"),
    Right(method="GET", path="/koerperschaften", capability="bodies"),
    betrieb("GET", "/koerperschaften/neu"),
    betrieb("POST", "/koerperschaften/neu"),
    Right(method="GET", path="/koerperschaften/{body_id:uuid}", capability="body"),
    Right(method="POST", path="/koerperschaften/{body_id:uuid}", capability="body"),
    betrieb("POST", "/koerperschaften/{body_id:uuid}/aemter", former=404, other_office=404),
    betrieb(
        "POST",
        "/koerperschaften/{body_id:uuid}/aemter/{role_id:uuid}/ende",
        former=404,
        other_office=404,
    ),
]
