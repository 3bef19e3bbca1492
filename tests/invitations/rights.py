from tests.rights import Right, leading, link, own

JOINING = "/gruppen/{group_id:uuid}/personen/{member_id:uuid}/einladungen"
OF_SERIES = "/serien/{series_id:uuid}/einladungen/{series_invitation_id:uuid}"
RIGHTS = [
    own("GET", "/sitzungen"),
    Right(method="GET", path="/sitzungen/{meeting_id:str}", capability="meeting_read"),
    Right(
        method="GET", path="/sitzungen/{meeting_id:uuid}/einladung.pdf", capability="meeting_read"
    ),
    Right(
        method="POST", path="/sitzungen/{meeting_id:uuid}/antwort", form=(("antwort", "ja"),),
        right="carla", capability="answer",
    ),
    Right(method="GET", path="/serien/{series_id:uuid}/antwort", right="carla", capability="answer"),
    Right(
        method="POST", path="/serien/{series_id:uuid}/antwort", form=(("antwort", "ja"),),
        right="carla", capability="answer",
    ),
    leading("GET", "/sitzungen/{meeting_id:uuid}/einladen"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/einladen"),
    leading("GET", "/sitzungen/{meeting_id:uuid}/bearbeiten"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/bearbeiten"),
    leading("GET", "/sitzungen/{meeting_id:uuid}/mitteilung"),
    leading("GET", "/sitzungen/{meeting_id:uuid}/versand"),
    leading("GET", "/serien/{series_id:uuid}/versand"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/mitteilung"),
    leading("GET", "/sitzungen/{meeting_id:uuid}/absage"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/absage"),
    leading("GET", "/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}/erneut"),
    leading("POST", "/sitzungen/{meeting_id:uuid}/einladungen/{invitation_id:uuid}/ausladen"),
    leading("GET", JOINING),
    leading("POST", JOINING),
    leading("GET", "/serien/{series_id:uuid}/einladen"),
    leading("POST", "/serien/{series_id:uuid}/einladen"),
    leading("GET", "/serien/{series_id:uuid}/bearbeiten"),
    leading("GET", "/serien/{series_id:uuid}/absage"),
    leading("GET", OF_SERIES),
    leading("POST", f"{OF_SERIES}/erneut"),
    leading("POST", f"{OF_SERIES}/ausladen"),
    link("GET", "/a/{token:str}"),
    link("POST", "/a/{token:str}"),
    link("POST", "/a/{token:str}/irrtum"),
]  # fmt: skip
