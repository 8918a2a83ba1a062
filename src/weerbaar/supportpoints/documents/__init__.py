"""Documents about a design: GeoPackage, GeoJSON, CSV, XLSX and the report for the council.

Every document is a pure function of one `DesignExport`: no database, no clock, no settings. What a design
says comes from `queries`; who may read it is decided in `views`. The sheet of one support point is a page
that prints, and lives with the pages.
"""
