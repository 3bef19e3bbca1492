"""One record, three papers: PDF, Word and plain text."""
