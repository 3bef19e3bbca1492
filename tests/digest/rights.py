from typing import Literal

from tests.rights import Right, own, public


def sending(method: Literal["GET", "POST"], path: str) -> Right:
    return Right(method=method, path=path, member=403, capability="committee_digest")


RIGHTS = [
    own("GET", "/digests"),
    Right(method="GET", path="/digests/{digest_id:uuid}", member=404, capability="own"),
    sending("GET", "/digests/ausschuss/{committee_id:uuid}"),
    Right(
        method="POST", path="/digests/ausschuss/{committee_id:uuid}/rhythmus",
        capability="own_committee",
    ),
    sending("POST", "/digests/ausschuss/{committee_id:uuid}/anmeldung"),
    sending("POST", "/digests/ausschuss/{committee_id:uuid}/vorgabe"),
    sending("POST", "/digests/ausschuss/{committee_id:uuid}/probe"),
    sending("POST", "/digests/ausschuss/{committee_id:uuid}/versand"),
    sending("GET", "/digests/ausschuss/{committee_id:uuid}/versandt"),
    public("GET", "/abmelden/{token:str}"),
    public("POST", "/abmelden/{token:str}"),
]  # fmt: skip
