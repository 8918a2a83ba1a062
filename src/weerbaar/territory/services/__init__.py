"""Writes on the territory, by subject: keeping a draft, importing files, and own values of parameters."""

from weerbaar.territory.naming import search_name
from weerbaar.territory.services.importing import (
    Imported,
    ask_for_import,
    import_folder,
    import_municipality,
    keep_draft,
    start_import,
)
from weerbaar.territory.services.keeping import fingerprint, keep_territory
from weerbaar.territory.services.own_values import reset_parameter, set_parameter

__all__ = [
    "Imported",
    "ask_for_import",
    "fingerprint",
    "import_folder",
    "import_municipality",
    "keep_draft",
    "keep_territory",
    "reset_parameter",
    "search_name",
    "set_parameter",
    "start_import",
]
