from tests.rights import Right

PAGE = "/gruppen/{group_id:uuid}/textbausteine"
ONE = f"{PAGE}/{{text_block_id:uuid}}"

RIGHTS = [
    Right(method="GET", path=PAGE, member=403, right="paul"),
    Right(method="POST", path=PAGE, member=403, right="paul"),
    Right(method="GET", path=ONE, member=403, right="paul"),
    Right(method="POST", path=ONE, member=403, right="paul"),
    Right(method="POST", path=f"{ONE}/entfernen", member=403, right="paul"),
    Right(method="POST", path=f"{ONE}/zurueckholen", member=403, right="paul"),
]
