"""The register as something that travels: a file between municipalities, a workbook, starter content.

What travels is in `document`; what may be wrong with it is in `problems` and `checking`. Nothing here writes
in the database: that is `services.exchange`.
"""
