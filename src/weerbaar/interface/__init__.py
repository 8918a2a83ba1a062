"""What every room needs to meet people and none owns: pages, forms, tables, documents, long work."""
