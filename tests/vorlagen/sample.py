"""A paper in the layout of a council site; words, numbers and people are invented."""

TEXT = """\
Ratsinformation
Startseite
Vorlage - 2025/077
Betreff:
Familienzentren in drei Regionen
Status:öffentlichVorlage-Art:Beschlussvorlage
Federführend:JugendhilfeplanungBearbeiter/-in: Muster, Mara
Beratungsfolge:
Jugendhilfeausschuss
12.03.2025
Sitzung des Jugendhilfeausschusses ungeändert beschlossen
Kreistag

Beschlussvorschlag:
Der Jugendhilfeausschuss beschließt:
1. Eine Steuerungsgruppe wird eingerichtet.
2. Die Gruppe klärt offene Fragen.
3. Die Verwaltung berichtet fortlaufend.

Sachverhalt:
In den Regionen fehlen Orte für Familien.

Sachlage vom 15.05.2025:
Die Träger haben Räume gemeldet.

Finanzielle Auswirkungen:
Kosten: ca. 100.000 €

Anlagen:
Anlage 1 Raumliste (120 KB)
"""
