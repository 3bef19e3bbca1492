from app.boards.routes import board, files, filters, lists, many, month

MOUNTED = (board, files, filters, lists, many, month)
ROUTES = [route for module in MOUNTED for route in module.ROUTES]
