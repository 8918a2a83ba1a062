"""Every read of the support points that is more than a lookup."""
