from wtforms import SearchField

from app.web.forms import GermanForm


class HelpForm(GermanForm):
    q = SearchField("Wobei brauchen Sie Hilfe?", render_kw={"maxlength": 200})
