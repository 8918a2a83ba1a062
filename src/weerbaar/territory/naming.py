"""Names as people type them."""

from __future__ import annotations

import unicodedata


def search_name(name: str) -> str:
    """A name as people type it: lower case, without accents or punctuation, single spaces."""
    plain = unicodedata.normalize("NFKD", name.lower())
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())
