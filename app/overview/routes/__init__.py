from app.overview.routes import handbook, pages, timeline

MOUNTED = (handbook, pages, timeline)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
