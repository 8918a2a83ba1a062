"""Measures our methods against their peers; run by `make bench`, never by the tests."""
