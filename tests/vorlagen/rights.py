from tests.rights import Right

PAGE = "/vorlagen/{vorlage_id:uuid}"
SESSION = "/gremien/{gremium_id:uuid}/sitzungen/{held_on:date}"
STEP = f"{PAGE}/beratungen/{{consultation_id:uuid}}"
FILE = f"{PAGE}/anlagen/{{attachment_id:uuid}}"

RIGHTS = [
    Right(method="GET", path="/vorlagen", stranger="open", former="open", other_office="open"),
    Right(method="GET", path="/vorlagen/liste.csv", stranger="open", former="open", other_office="open"),
    Right(method="GET", path="/vorlagen/liste.xlsx", stranger="open", former="open", other_office="open"),
    Right(method="GET", path="/vorlagen/einlesen", stranger=403, former=403, other_office="open", member=403),
    Right(method="POST", path="/vorlagen/einlesen", stranger=403, former=403, other_office="open", member=403),
    Right(method="POST", path="/vorlagen/einlesen/uebernahme", stranger=403, former=403, other_office="open", member=403),
    Right(method="GET", path="/vorlagen/einlesen/entwurf/{draft_id:uuid}", member=404),
    Right(method="GET", path="/gremien/{gremium_id:uuid}/sitzungen", stranger="open"),
    Right(method="GET", path=SESSION, stranger="open"),
    Right(method="GET", path=f"{SESSION}/angaben", stranger=403, member=403),
    Right(method="POST", path=f"{SESSION}/angaben", stranger=403, member=403),
    Right(method="GET", path=PAGE, capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/beschlusstext", capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/sachlage", capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/finanzen", capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/anlagen", capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/angaben", member=403, capability="paper_change"),
    Right(method="POST", path=f"{PAGE}/angaben", member=403, capability="paper_change"),
    Right(method="POST", path=f"{PAGE}/anlagen", member=403, capability="paper_change"),
    Right(method="GET", path=f"{FILE}/datei", capability="paper_file"),
    Right(method="GET", path=FILE, member=403, capability="paper_change"),
    Right(method="POST", path=FILE, member=403, capability="paper_change"),
    Right(method="POST", path=f"{FILE}/entfernen", member=403, capability="paper_change"),
    Right(method="POST", path=f"{FILE}/zurueckholen", member=403, capability="paper_change"),
    Right(method="GET", path=f"{PAGE}/punkte/neu", member=403, capability="paper_change"),
    Right(method="POST", path=f"{PAGE}/punkte/neu", member=403, capability="paper_change"),
    Right(method="GET", path=f"{PAGE}/punkte/{{decision_point_id:uuid}}", member=403, capability="paper_change"),
    Right(method="POST", path=f"{PAGE}/punkte/{{decision_point_id:uuid}}", member=403, capability="paper_change"),
    Right(method="GET", path=f"{PAGE}/beratungen/neu", member=403, capability="paper_change"),
    Right(method="POST", path=f"{PAGE}/beratungen/neu", member=403, capability="paper_change"),
    Right(method="GET", path=f"{PAGE}/fassungen", capability="paper_read"),
    Right(method="GET", path=f"{PAGE}/vorschlaege", capability="paper_read"),
    Right(method="POST", path=f"{PAGE}/vorschlaege/{{hint_id:uuid}}", member=403, capability="paper_change"),
    Right(method="GET", path=STEP, member=403, capability="paper_change"),
    Right(method="POST", path=STEP, member=403, capability="paper_change"),
]  # fmt: skip
