from tests.rights import own, public

RIGHTS = [
    own("GET", "/einstellungen/benachrichtigungen"),
    own("POST", "/einstellungen/benachrichtigungen"),
    public("GET", "/benachrichtigungen/{token:str}"),
    public("POST", "/benachrichtigungen/{token:str}"),
]
