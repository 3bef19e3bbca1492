from tests.rights import Right, link


def deciding(method: str, path: str) -> Right:
    return Right(
        method="GET" if method == "GET" else "POST", path=f"/posteingang/{{inbound_id:uuid}}{path}",
        right="bernd", capability="inbox",
    )  # fmt: skip


RIGHTS = [
    Right(method="GET", path="/posteingang", right="bernd", capability="leading_anywhere"),
    Right(method="GET", path="/posteingang/zahl", right="bernd", capability="leading_anywhere"),
    deciding("GET", ""),
    Right(method="GET", path="/posteingang/{inbound_id:uuid}/nachricht.eml", capability="secret"),
    deciding("POST", "/uebernehmen"),
    deciding("POST", "/einladen"),
    deciding("POST", "/ablehnen"),
    deciding("POST", "/gelesen"),
    deciding("POST", "/zurueck"),
    link("GET", "/antwort/{token:str}"),
    link("POST", "/antwort/{token:str}"),
    link("POST", "/antwort/{token:str}/irrtum"),
]
