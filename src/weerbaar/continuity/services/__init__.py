"""Every write of pillar 1, split by subject."""
