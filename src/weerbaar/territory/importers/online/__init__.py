"""Downloading a municipality from the official services into a folder that the importers read."""
