"""The pages of pillar 1, split by subject."""
