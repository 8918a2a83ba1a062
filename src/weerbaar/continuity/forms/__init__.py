"""Forms of the register, split by subject; services decide what is right."""
