"""The illustrative Maastricht that ships with the program: facts as small tables, details from a seed."""
