"""Content to begin with, in both languages, marked illustrative: each municipality confirms or replaces."""
