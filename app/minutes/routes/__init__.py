from app.minutes.routes import (
    addenda,
    attendance,
    closing,
    decisions,
    desk,
    history,
    informations,
    live,
    objections,
    papers,
    times,
    versions,
    writing,
)

MOUNTED = (
    addenda, attendance, closing, decisions, desk, history, informations, live, objections,
    papers, times, versions, writing,
)  # fmt: skip
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
