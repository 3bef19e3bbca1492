from app.meetings.routes import agenda, meetings

MOUNTED = (agenda, meetings)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
