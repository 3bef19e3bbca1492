from app.reports.routes import discarding, editing, lists, papers, releasing, versions

MOUNTED = (discarding, editing, lists, papers, releasing, versions)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
