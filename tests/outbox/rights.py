from typing import Any

from tests.rights import Right

office_only: dict[str, Any] = {"stranger": 404, "former": 404, "other_office": 404, "member": 404}

RIGHTS = [
    Right(
        method="GET", path="/postausgang", stranger=403, former=403, other_office="open",
        member=403,
    ),
    Right(method="GET", path="/postausgang/{mail_id:uuid}", **office_only),
    Right(method="GET", path="/postausgang/{mail_id:uuid}/nachricht.eml", **office_only),
    Right(method="POST", path="/postausgang/{mail_id:uuid}/erneut", **office_only),
    Right(
        method="GET", path="/postausgang/adressen", stranger=403, former=403, other_office="open",
        member=403,
    ),
    Right(method="GET", path="/postausgang/adressen/person/{person_id:uuid}", **office_only),
    Right(method="POST", path="/postausgang/adressen/{suspended_id:uuid}/freigabe", **office_only),
]  # fmt: skip
