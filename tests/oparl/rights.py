from tests.rights import public

RIGHTS = [
    public("GET", "/oparl/v1.1"),
    public("GET", "/oparl/v1.1/{kind:str}"),
    public("GET", "/oparl/v1.1/{kind:str}/{object_id:str}"),
    public("GET", "/oparl/v1.1/{kind:str}/{object_id:str}/{part:str}"),
]
