"""Calendar objects and mails as bytes: no database, no settings, no web."""
