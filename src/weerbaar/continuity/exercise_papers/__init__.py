"""The papers of an exercise: situation manual, inject list, after-action report; as page, PDF and CSV.

A paper is a list of blocks, made once; the page and the PDF show the same ones. Every one carries the mark.
"""
