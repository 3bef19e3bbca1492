from tests.rights import Right, own, public

RIGHTS = [
    own("GET", "/digests"),
    Right(method="GET", path="/digests/{digest_id:uuid}", member=404),
    Right(method="GET", path="/digests/ausschuss/{committee_id:uuid}", member=403),
    Right(method="POST", path="/digests/ausschuss/{committee_id:uuid}/rhythmus"),
    Right(method="POST", path="/digests/ausschuss/{committee_id:uuid}/anmeldung", member=403),
    Right(method="POST", path="/digests/ausschuss/{committee_id:uuid}/versand", member=403),
    public("GET", "/abmelden/{token:str}"),
    public("POST", "/abmelden/{token:str}"),
]
