from app.people.routes import addresses, affiliations, bodies, persons, regions, sets, traeger

MOUNTED = (addresses, affiliations, bodies, persons, regions, sets, traeger)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
