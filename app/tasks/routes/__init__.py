from app.tasks.routes import editing, link, reports, substeps

MOUNTED = (editing, link, reports, substeps)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
