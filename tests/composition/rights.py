from tests.rights import Right

RULES = "/gruppen/{group_id:uuid}/besetzung"
RULE = f"{RULES}/{{rule_id:uuid}}"

RIGHTS = [
    Right(
        method="GET", path="/gruppen/besetzung", stranger=403, former=403, other_office="open",
        member=403, right="bernd",
    ),
    Right(method="GET", path=RULES, member=403, right="bernd"),
    *(
        Right(method=method, path=path, member=403)
        for method in ("GET", "POST")
        for path in (f"{RULES}/neu", RULE)
    ),
    Right(method="POST", path=f"{RULE}/entfernen", member=403),
    Right(method="POST", path=f"{RULE}/bewegen", member=403),
]  # fmt: skip
