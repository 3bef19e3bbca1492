from tests.rights import Right, own, public

KEYS = "/einstellungen/schluessel"
RIGHTS = [
    own("GET", KEYS),
    own("POST", KEYS),
    Right(method="POST", path=f"{KEYS}/{{key_id:uuid}}/ende", member=404, capability="own"),
    public("GET", "/api/v1/openapi.json"),
    own("GET", "/api/v1/aufgaben"),
    own("GET", "/api/v1/sitzungen"),
    own("GET", "/api/v1/auftraege"),
]
