from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContinuityConfig(AppConfig):
    name = "weerbaar.continuity"
    label = "continuity"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.continuity import awareness_norms, crisis_norms, norms, recovery_norms
        from weerbaar.interface import navigation
        from weerbaar.territory import parameters

        for module in (norms, recovery_norms, crisis_norms, awareness_norms):
            for parameter in module.PARAMETERS:
                parameters.declare(replace(parameter, permission=Permission.EDIT_CONTINUITY))
        navigation.add(
            navigation.MenuPage(20, _("Continuity"), "continuity:overview", Permission.VIEW),
        )
