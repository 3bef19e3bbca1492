from app.control.routes import lists, points, progress

MOUNTED = (lists, points, progress)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
