"""Staff pages of the support points: thin views that parse, ask one query or service, and render."""
