from app.api.routes import data, keys

MOUNTED = (data, keys)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
