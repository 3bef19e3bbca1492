from typing import Literal

from tests.rights import Right

PATH = "/koerperschaften/{body_id:uuid}/webhooks"
ONE = f"{PATH}/{{webhook_id:uuid}}"


def row(method: Literal["GET", "POST"], path: str) -> Right:
    """Who keeps the body: its office, and the Betrieb."""
    return Right(method=method, path=path, capability="body")


RIGHTS = [
    row("GET", PATH),
    row("POST", PATH),
    row("POST", f"{ONE}/probe"),
    row("POST", f"{ONE}/weiter"),
    row("POST", f"{ONE}/ende"),
]
