from app.invitations.routes import (
    cancelling,
    changing,
    joining,
    leading,
    links,
    pages,
    papers,
    sending,
    series,
    series_answer,
)

MOUNTED = (
    cancelling, changing, joining, leading, links, pages, papers, sending, series,
    series_answer,
)  # fmt: skip
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
