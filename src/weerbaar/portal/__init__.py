"""Public pages and the staff dashboard: the only room that looks across all others."""
