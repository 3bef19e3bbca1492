from tests.rights import Right, own, public

RIGHTS = [
    public("GET", "/anmelden"),
    public("POST", "/anmelden"),
    public("GET", "/anmelden/code"),
    public("POST", "/anmelden/code"),
    public("GET", "/anmelden/link/{token:str}"),
    public("POST", "/anmelden/link/{token:str}"),
    own("POST", "/abmelden"),
    own("GET", "/einstellungen"),
    Right(
        method="POST", path="/einstellungen/anmeldungen/{session_id:uuid}/ende",
        member=404, right="anna", capability="own",
    ),
    own("POST", "/einstellungen/anmeldungen/ende"),
]  # fmt: skip
