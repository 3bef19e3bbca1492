from app.digest.routes import committee, leaving, own

MOUNTED = (committee, leaving, own)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
