"""Starter content: an illustrative register of a Dutch municipality, to be confirmed by who takes it over.

Source: the project's own list of processes of a Dutch municipality (a professional's guess: time bands,
typical dependencies, law references); the units, roles and resources are made up. Everything is marked
illustrative; law references that nobody looked up are not marked as confirmed.
"""

from weerbaar.continuity.exchange.starter.building import starter_document

__all__ = ["starter_document"]
