"""Who may do what in which municipality, and who did it."""
