from tests.rights import Right

GROUP = "/gruppen/{group_id:uuid}"
EVENT = f"{GROUP}/veranstaltung"


def office(path: str) -> list[Right]:
    return [
        Right(method="GET", path=f"{GROUP}{path}", member=403),
        Right(method="POST", path=f"{GROUP}{path}", member=403),
    ]


def leading(path: str) -> Right:
    return Right(method="POST", path=f"{EVENT}{path}", member=403, right="bernd")


RIGHTS = [
    *office("/umbenennung"),
    Right(
        method="POST", path=f"{GROUP}/umbenennung/{{former_name_id:uuid}}/zuruecknahme", member=403
    ),
    *office("/herkunft/aendern"),
    *office("/abschluss"),
    *office("/nachfolge"),
    Right(method="GET", path=f"{GROUP}/regeln"),
    Right(method="GET", path=EVENT),
    Right(method="GET", path=f"{EVENT}/bearbeiten", member=403, right="bernd"),
    leading("/bearbeiten"),
    Right(method="GET", path=f"{EVENT}/teilnehmende", member=403, right="bernd"),
    leading("/teilnehmende"),
    leading("/teilnehmende/{participant_id:uuid}/entfernen"),
    leading("/dateien"),
    Right(method="GET", path=f"{EVENT}/dateien/{{event_file_id:uuid}}/datei"),
    leading("/dateien/{event_file_id:uuid}/entfernen"),
]
