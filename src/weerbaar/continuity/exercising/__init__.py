"""What an exercise computes without a database: its clock, its scenario files, its measured times."""
