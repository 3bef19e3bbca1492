from app.composition.routes import overview, rules, seats

MOUNTED = (overview, rules, seats)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
