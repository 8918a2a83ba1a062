"""Support points: services."""
