from tests.invitations.rights import link

RIGHTS = [
    link("GET", "/antwort/{token:str}"),
    link("POST", "/antwort/{token:str}"),
    link("POST", "/antwort/{token:str}/irrtum"),
]
