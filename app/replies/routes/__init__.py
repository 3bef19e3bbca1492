from app.replies.routes import confirming, deciding, inbox

MOUNTED = (confirming, deciding, inbox)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
