from app.succession.routes import ending, event, handing_on, origin, renaming, story

MOUNTED = (ending, event, handing_on, origin, renaming, story)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
