from app.groups.routes import groups, members

MOUNTED = (groups, members)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
