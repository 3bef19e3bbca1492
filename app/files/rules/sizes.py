"""Sizes and kinds of files as a page says them."""

from app.files.rules.kinds import KINDS

WORDS = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "odt": "OpenDocument-Text",
    "ods": "OpenDocument-Tabelle", "odp": "OpenDocument-Präsentation", "txt": "Text",
    "csv": "CSV-Tabelle", "png": "Bild (PNG)", "jpg": "Bild (JPEG)", "webp": "Bild (WebP)",
}  # fmt: skip
KIND_WORDS = {KINDS[ending].media_type: word for ending, word in WORDS.items()}


def size_words(size: int) -> str:
    """3,4 MB or 120 KB, from bytes; at least 1 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / 1000))} KB"


def kind_word(media_type: str) -> str:
    return KIND_WORDS.get(media_type, "Datei")
