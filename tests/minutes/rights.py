from tests.rights import Right

PAGE = "/sitzungen/{meeting_id:uuid}/protokoll"
ITEM = f"{PAGE}/punkte/{{agenda_item_id:uuid}}"
DECISION = f"{PAGE}/beschluesse/{{decision_id:uuid}}"
OBJECTION = f"{PAGE}/einwaende/{{objection_id:uuid}}"

RIGHTS = [
    Right(method="GET", path=PAGE),
    Right(method="GET", path=f"{PAGE}/niederschrift.pdf", capability="minutes_read"),
    Right(method="GET", path=f"{PAGE}/entwurf.pdf", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/niederschrift.docx", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/niederschrift.txt", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/auszug.pdf", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/auszug.docx", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/auszug.txt", capability="minutes_take"),
    Right(method="GET", path=f"{PAGE}/geschehen", capability="minutes_read"),
    Right(method="GET", path=ITEM, capability="minutes_read"),
    Right(method="GET", path=f"{ITEM}/fassungen", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/fassungen", member=403, right="paul"),
    Right(method="POST", path=PAGE, member=403, right="paul"),
    Right(method="POST", path=f"{PAGE}/fuehrung", member=403, right="paul"),
    Right(method="GET", path=f"{PAGE}/anwesenheit", member=403, right="paul"),
    Right(method="POST", path=f"{PAGE}/anwesenheit", member=403, right="paul"),
    Right(method="GET", path=f"{PAGE}/zeiten", member=403, right="paul"),
    Right(method="POST", path=f"{PAGE}/zeiten", member=403, right="paul"),
    Right(method="POST", path=f"{PAGE}/anwesenheit/dazu", member=403, right="paul"),
    Right(method="POST", path=ITEM, member=403, right="paul"),
    Right(method="GET", path=f"{ITEM}/beschluesse", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/beschluesse", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/zeilen", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/baustein", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/uhr", member=403, right="paul"),
    Right(method="POST", path=f"{ITEM}/uhr/ende", member=403, right="paul"),
    Right(method="GET", path=DECISION, member=403, right="paul"),
    Right(method="POST", path=DECISION, member=403, right="paul"),
    Right(method="POST", path=f"{DECISION}/entfernung", member=403, right="paul"),
    Right(method="GET", path=f"{PAGE}/versand", member=403, right="paul"),
    Right(method="POST", path=f"{PAGE}/versand", member=403, right="paul"),
    Right(method="GET", path=f"{PAGE}/einwaende", capability="object", right="carla"),
    Right(method="GET", path=f"{ITEM}/einwand", capability="object", right="carla"),
    Right(method="POST", path=f"{ITEM}/einwand", capability="object", right="carla"),
    Right(method="GET", path=OBJECTION, capability="object", right="carla"),
    Right(method="POST", path=f"{OBJECTION}/uebernahme", member=403, right="paul"),
    Right(method="POST", path=f"{OBJECTION}/ablehnung", member=403, right="paul"),
    Right(
        method="POST", path=f"{OBJECTION}/ruecknahme", capability="object_withdraw", right="carla"
    ),
    Right(method="GET", path=f"{PAGE}/anhang", capability="minutes_approve", right="bernd"),
    Right(method="POST", path=f"{PAGE}/anhang", capability="minutes_approve", right="bernd"),
    Right(
        method="GET",
        path=f"{PAGE}/anhaenge/{{addendum_id:uuid}}/anhang.pdf",
        capability="minutes_read",
        right="carla",
    ),
    Right(method="GET", path=f"{PAGE}/pruefung", capability="minutes_approve", right="bernd"),
    Right(
        method="GET",
        path=f"{PAGE}/genehmigung",
        member=403,
        right="bernd",
        capability="minutes_approve",
    ),
    Right(
        method="POST",
        path=f"{PAGE}/genehmigung",
        member=403,
        right="bernd",
        capability="minutes_approve",
    ),
]
