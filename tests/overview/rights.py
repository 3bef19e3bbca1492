from tests.rights import Right, own, public

RIGHTS = [
    own("GET", "/"),
    Right(method="GET", path="/vorlagen/{vorlage_id:uuid}/verlauf", capability="paper_read"),
    public("GET", "/hilfe"),
    public("GET", "/hilfe/{role:str}/{task_name:str}"),
    public("GET", "/impressum"),
    public("GET", "/datenschutz"),
    public("GET", "/barrierefreiheit"),
    public("GET", "/robots.txt"),
]
