"""One record, four papers: PDF, Word, plain text, and the public excerpt of each."""
