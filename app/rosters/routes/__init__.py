from app.rosters.routes import exports, imports, uploading

MOUNTED = (exports, imports, uploading)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
