"""Pillar 3: candidates, designs of the network, and each support point on its way to ready."""
