from typing import Literal

from tests.rights import Right, own

GROUP = "/gruppen/{group_id:uuid}"
PROPOSAL = f"{GROUP}/auftraege/vorschlaege/{{mandate_proposal_id:uuid}}"
MANDATE = "/auftraege/{mandate_id:uuid}"
POINT = "/beschlusspunkte/{decision_point_id:uuid}"


def of_point(method: Literal["GET", "POST"], path: str) -> Right:
    return Right(method=method, path=f"{POINT}{path}", member=403, capability="paper_change")


RIGHTS = [
    Right(method="GET", path=f"{GROUP}/auftraege"),
    Right(method="GET", path=f"{GROUP}/auftraege/neu", right="carla", capability="mandate_propose"),
    Right(
        method="POST", path=f"{GROUP}/auftraege/neu", right="carla", capability="mandate_propose"
    ),
    Right(method="GET", path=f"{GROUP}/auftraege/vorschlaege"),
    Right(method="GET", path=PROPOSAL, right="bernd", capability="mandate_answer"),
    Right(method="POST", path=PROPOSAL, right="bernd", capability="mandate_answer"),
    Right(method="GET", path=f"{GROUP}/herkunft"),
    own("GET", "/auftraege"),
    own("GET", "/auftraege/bewegt"),
    Right(method="GET", path=MANDATE),
    Right(method="POST", path=f"{MANDATE}/stand", member=403, right="paul", capability="task_give"),
    Right(
        method="GET",
        path=f"{MANDATE}/bearbeiten",
        member=403,
        right="bernd",
        capability="mandate_edit",
    ),
    Right(
        method="POST",
        path=f"{MANDATE}/bearbeiten",
        member=403,
        right="bernd",
        capability="mandate_edit",
    ),
    of_point("GET", "/gruppe"),
    of_point("POST", "/gruppe"),
    of_point("GET", "/auftrag"),
    of_point("POST", "/auftrag"),
    of_point("GET", "/nichts-zu-tun"),
    of_point("POST", "/nichts-zu-tun"),
    of_point("POST", "/doch-etwas-zu-tun"),
    Right(method="GET", path="/vorlagen/{vorlage_id:uuid}/stand", capability="paper_read"),
    Right(method="GET", path="/vorlagen/{vorlage_id:uuid}/auftraege", capability="paper_read"),
]
