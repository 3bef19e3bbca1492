from tests.rights import Right, own

GROUP = "/gruppen/{group_id:uuid}/aufgaben"

RIGHTS = [
    own("GET", "/aufgaben"),
    own("GET", "/aufgaben/liste.csv"),
    own("GET", "/aufgaben/liste.xlsx"),
    own("GET", "/aufgaben/tafel"),
    own("POST", "/aufgaben/tafel"),
    own("GET", "/aufgaben/monat"),
    own("GET", "/aufgaben/filter"),
    own("GET", "/aufgaben/filter/neu"),
    own("POST", "/aufgaben/filter"),
    Right(
        method="POST",
        path="/aufgaben/filter/{task_filter_id:uuid}/loeschen",
        member=404,
        capability="own",
    ),
    own("GET", "/aufgaben/mehrere"),
    own("POST", "/aufgaben/mehrere"),
    Right(method="GET", path=GROUP),
    Right(method="GET", path=f"{GROUP}/liste.csv"),
    Right(method="GET", path=f"{GROUP}/liste.xlsx"),
    Right(method="GET", path=f"{GROUP}/tafel"),
    Right(method="POST", path=f"{GROUP}/tafel"),
    Right(method="GET", path=f"{GROUP}/mehrere", member=403, right="paul", capability="task_give"),
    Right(method="POST", path=f"{GROUP}/mehrere", member=403, right="paul", capability="task_give"),
]
