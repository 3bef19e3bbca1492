from typing import Literal

from tests.rights import Right


def own_body(method: Literal["GET", "POST"], path: str) -> Right:
    """Lists and new entries of the office's own body; other offices have their own."""
    return Right(
        method=method, path=path, stranger=403, former=403, other_office="open", member=403
    )


def entry(method: Literal["GET", "POST"], path: str) -> Right:
    """One entry: who belongs to the body hears that only the office may."""
    return Right(method=method, path=path, stranger=403, member=403)


RIGHTS = [
    own_body("GET", "/personen"),
    own_body("GET", "/personen/neu"),
    own_body("POST", "/personen/neu"),
    entry("GET", "/personen/{person_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}"),
    entry("POST", "/personen/{person_id:uuid}/traeger"),
    entry("POST", "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}/ende"),
    own_body("GET", "/traeger"),
    own_body("POST", "/traeger/regionen"),
    own_body("GET", "/traeger/neu"),
    own_body("POST", "/traeger/neu"),
    entry("GET", "/traeger/{traeger_id:uuid}"),
    entry("POST", "/traeger/{traeger_id:uuid}"),
]
