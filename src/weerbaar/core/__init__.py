"""The science: pure Python and NumPy. No Django, no files, no clock, no global state."""
