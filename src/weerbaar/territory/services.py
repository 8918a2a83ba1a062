"""Writes on the territory."""
