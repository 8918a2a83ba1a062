"""Support points: queries."""
