"""One command a file; each parses nothing, prints what it found and returns."""
