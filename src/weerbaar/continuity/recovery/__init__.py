"""From the register to `core.recovery` and back: the model of a municipality, and what it says."""
