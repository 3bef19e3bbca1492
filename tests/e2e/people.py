"""Who takes part in the chain: people of the demo, and one newcomer."""

from datetime import timedelta

from app.core.clock import today

OFFICE = "claudia.brandt@example.org"
MEMBER = "lena.voss@example.org"
NEWCOMER = "nora.neumann@example.org"
COUNCILLOR = "bernd.ohlsen@example.org"
GROUP = "Steuerungsgruppe Ganztag"
DAY = today() + timedelta(days=20)
