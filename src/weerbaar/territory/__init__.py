"""The municipality as it lies there: districts, residents, buildings, streets, and their sources."""
