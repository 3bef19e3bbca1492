from app.vorlagen.routes import (
    attachments,
    changes,
    fassungen,
    importing,
    lists,
    pages,
    points,
    sessions,
    steps,
)

MOUNTED = (attachments, changes, fassungen, importing, lists, pages, points, sessions, steps)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
