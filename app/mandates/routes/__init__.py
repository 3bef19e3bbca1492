from app.mandates.routes import lists, mandates, needless, points, proposals

MOUNTED = (lists, mandates, needless, points, proposals)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
