from typing import Literal

from tests.rights import Right, own

ONE = "/berichte/{report_id:uuid}"
SECTION = f"{ONE}/abschnitte/{{section_id:uuid}}"
DEADLINE = "/berichte/fristen/{gremium_id:uuid}"


def reads(path: str) -> Right:
    return Right(method="GET", path=path, capability="report_read", right="bernd")


def writes(method: Literal["GET", "POST"], path: str) -> Right:
    return Right(method=method, path=path, capability="report_write")


RIGHTS = [
    own("GET", "/berichte"),
    Right(method="GET", path="/berichte/neu", capability="directory"),
    Right(method="POST", path="/berichte/neu", capability="directory"),
    Right(method="GET", path=DEADLINE, capability="entry"),
    Right(method="POST", path=DEADLINE, capability="entry"),
    reads(ONE),
    reads(f"{ONE}/vorschau"),
    reads(f"{ONE}/bericht.pdf"),
    reads(f"{ONE}/bericht.docx"),
    reads(f"{ONE}/bericht.txt"),
    writes("POST", f"{ONE}/zeitraum"),
    writes("POST", f"{ONE}/abschnitte"),
    writes("GET", f"{ONE}/zahlen"),
    writes("POST", f"{ONE}/zahlen"),
    writes("POST", SECTION),
    writes("POST", f"{SECTION}/aufnehmen"),
    writes("GET", f"{SECTION}/fassungen"),
    writes("POST", f"{SECTION}/fassungen"),
    writes("POST", f"{ONE}/verwerfen"),
    writes("POST", f"{ONE}/zurueckholen"),
    writes("GET", f"{ONE}/freigabe"),
    writes("POST", f"{ONE}/freigabe"),
    writes("POST", f"{ONE}/fortsetzung"),
    writes("POST", f"{ONE}/sachlage/{{report_subject_id:uuid}}"),
]
