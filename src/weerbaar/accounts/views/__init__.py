"""Pages about people, tokens and the audit trail, and the page behind an invitation."""
