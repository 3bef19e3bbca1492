from app.polls.routes import leading, links, making, pages

MOUNTED = (leading, links, making, pages)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
