from app.agenda.routes import carrying, proposals

MOUNTED = (carrying, proposals)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
