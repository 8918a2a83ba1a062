"""Public pages and the dashboard: thin views, one module per subject."""
