"""What the minutes of the demo say, meeting by meeting."""

FIRST_AGENDA = (
    "Begrüßung und Vorstellung",
    "Auftrag aus der Vorlage",
    "Arbeitsweise der Gruppe",
    "Verschiedenes und nächste Termine",
)
AGENDA = (
    "Begrüßung und Tagesordnung",
    "Genehmigung des Protokolls der vorigen Sitzung",
    "Stand der Aufträge",
    "Bedarf in den Regionen Nord, Mitte und Süd",
    "Verschiedenes und nächste Termine",
)
FINANCE_AGENDA = (
    "Begrüßung und Tagesordnung",
    "Genehmigung des Protokolls der vorigen Sitzung",
    "Modelle für die Verteilung der Budgets",
)
COMMITTEE_AGENDA = (
    "Eröffnung der Sitzung | 5 Min. | öffentlich",
    "Einwohnerfragestunde | 15 Min. | öffentlich",
    "Weiterentwicklung der Sozialräume | Beschluss | 50 Min. | öffentlich",
    "- Bericht der Projektsteuerungsgruppe | Bericht | 20 Min. | öffentlich",
    "- Verteilung der Budgets | Beratung | 30 Min. | öffentlich",
    "Verschiedenes | 10 Min. | öffentlich",
    "Verträge mit den Trägern | Beratung | 20 Min. | nichtöffentlich",
)
TEMPLATE = (
    "Begrüßung und Tagesordnung | 5 Min.",
    "Genehmigung des Protokolls der vorigen Sitzung | 5 Min.",
    "Stand der Aufträge | Bericht | 20 Min.",
    "Bedarf in den Regionen | Beratung | 75 Min.",
    "- Region Nord | Bericht | 25 Min.",
    "- Region Mitte | Bericht | 25 Min.",
    "- Region Süd | Bericht | 25 Min.",
    "Bericht an den Jugendhilfeausschuss | Beschluss | 30 Min. | öffentlich",
    "Verschiedenes und nächste Termine | 15 Min.",
)
ABOUT_NEED = 3  # which item of the template, from 0
NEED = "Bedarf in drei Regionen erheben"
PROPOSAL = (
    "Fahrtkosten der freien Träger",
    "Für die Sitzungen im Kreishaus fahren einige von uns 60 Kilometer. Bisher zahlt das jeder selbst.",
)
MANDATE_PROPOSAL = (
    "Wie erfahren Eltern, was sich in ihrer Region ändert?",
    "In der Region Nord fragen viele Familien bei uns nach. Eine gemeinsame Auskunft fehlt.",
)

STEERING = (
    (
        "Herr Seidel begrüßt die Anwesenden. Alle stellen sich und ihren Träger vor.",
        "Frau Brandt erläutert die Beschlusspunkte. Die Träger haben 14 Fragen eingereicht; sie werden in einer Liste geführt.",
        "Die Gruppe trifft sich alle zwei Monate. Frau Dr. Lindner moderiert.",
        "Der Termin der nächsten Sitzung steht fest.",
    ),
    (
        "Herr Seidel begrüßt die Anwesenden. Die Tagesordnung wird ohne Änderung angenommen.",
        "Das Protokoll der ersten Sitzung ist genehmigt.",
        "Elf der 14 Fragen sind beantwortet. Die drei Fragen zum Geld gehen an die Unterarbeitsgruppe Finanzen.",
        "Die Gruppe bespricht, welche Zahlen für die Regionen gebraucht werden.",
        "Der Termin der nächsten Sitzung steht fest.",
    ),
    (
        "Herr Seidel begrüßt die Anwesenden. Die Tagesordnung wird ohne Änderung angenommen.",
        "Das Protokoll der zweiten Sitzung ist genehmigt.",
        "Frau Brandt stellt den Stand der Aufträge vor. Der Fragenkatalog ist abgeschlossen.",
        "Die Gemeinden haben unterschiedliche Bögen vorgelegt.\n\nDie Gruppe spricht sich für einen gemeinsamen Bogen aus.",
        "Der Termin der nächsten Sitzung steht fest.",
    ),
    (
        "Herr Seidel begrüßt die Anwesenden. Die Tagesordnung wird ohne Änderung angenommen.",
        "Das Protokoll der dritten Sitzung ist genehmigt.",
        "Frau Brandt stellt den Stand der Aufträge vor. Wer die Verträge zeichnet, ist noch nicht geklärt; die Rechtsabteilung prüft es.",
        "Die Abfrage läuft. Aus der Region Nord fehlen Zahlen.\n\nDie Gruppe bespricht, wie die Gemeinden unterstützt werden.",
        "",
    ),
)
FINANCE = (
    (
        "Herr Seidel begrüßt die Anwesenden. Alle stellen sich vor.",
        "Die Gruppe soll die neue Finanzierung der Sozialräume vorbereiten.",
        "Die Gruppe trifft sich vor jeder Sitzung der Projektsteuerungsgruppe.",
        "Der Termin der nächsten Sitzung steht fest.",
    ),
    (
        "Herr Seidel eröffnet die Sitzung.",
        "Das Protokoll der ersten Sitzung ist genehmigt.",
        "Drei Modelle werden verglichen: gleiche Beträge, nach der Zahl der Kinder, gemischt.",
    ),
    (
        "Herr Seidel eröffnet die Sitzung.",
        "Das Protokoll der zweiten Sitzung ist genehmigt.",
        "Nach einer Aussprache über die drei Modelle stimmt die Gruppe über Modell B ab.",
    ),
)

TEXT_BLOCKS = (
    (
        "Beschlussfähigkeit",
        "Die Leitung stellt fest, dass ordnungsgemäß geladen wurde und die Gruppe beschlussfähig ist.",
    ),
    ("Tagesordnung angenommen", "Die Tagesordnung wird ohne Änderung angenommen."),
    (
        "Nächster Termin",
        "Der Termin der nächsten Sitzung steht fest.\n\nDie Einladung geht allen Mitgliedern rechtzeitig zu.",
    ),
)
QUESTIONNAIRE = "Fragebogen an die Gemeinden der Region Mitte senden"
ONE_FORM_USED = "Vier der elf Träger melden schon mit dem einheitlichen Bogen."
OBJECTED = ("einer Aussprache", "einer Aussprache und einer Pause von zehn Minuten")
WHY_OBJECTED = "In der Pause haben sich die drei Sozialräume abgestimmt."
ONE_FORM = "Die Gruppe empfiehlt, den Bedarf in allen drei Regionen mit demselben Bogen zu erheben."
MODEL_B = (
    "Die Gruppe empfiehlt, die Budgets der Sozialräume nach Modell B zu verteilen: "
    "ein Sockelbetrag und ein Anteil nach der Zahl der Kinder."
)
ONLY_SAID = "Die Abfrage in der Region Nord läuft bis Ende des Monats."
STATE = (
    "<div>Frau Brandt stellt den Stand der Aufträge vor:</div>"
    "<ul><li>Fragen der Träger: <strong>abgeschlossen</strong></li>"
    "<li>Bedarf in den Regionen: in Arbeit, es fehlen Zahlen aus der Region Nord</li>"
    "<li>Verträge: wer sie zeichnet, <em>ist noch nicht geklärt</em></li></ul>"
    "<div>Die Rechtsabteilung prüft die Verträge.</div>"
)
