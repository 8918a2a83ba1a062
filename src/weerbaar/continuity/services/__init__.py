"""Every write of pillar 1, split by subject. What other rooms may call is named here."""

from weerbaar.continuity.services.exchange import apply_register, load_starter

__all__ = ["apply_register", "load_starter"]
