from app.attachments.routes import meetings, tasks

MOUNTED = (meetings, tasks)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
