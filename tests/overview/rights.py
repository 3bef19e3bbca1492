from tests.rights import own, public

RIGHTS = [
    own("GET", "/"),
    public("GET", "/hilfe"),
    public("GET", "/impressum"),
    public("GET", "/datenschutz"),
    public("GET", "/barrierefreiheit"),
    public("GET", "/robots.txt"),
]
