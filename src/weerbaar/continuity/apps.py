from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContinuityConfig(AppConfig):
    name = "weerbaar.continuity"
    label = "continuity"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.continuity import awareness_norms, crisis_norms
        from weerbaar.interface import navigation
        from weerbaar.territory import parameters

        navigation.add(
            navigation.MenuPage(20, _("Processes"), "continuity:processes", Permission.VIEW),
        )
        parameters.declare(*crisis_norms.PARAMETERS, *awareness_norms.PARAMETERS)
