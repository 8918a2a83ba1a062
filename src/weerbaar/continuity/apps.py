from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContinuityConfig(AppConfig):
    name = "weerbaar.continuity"
    label = "continuity"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.continuity import awareness_norms, crisis_norms, norms
        from weerbaar.interface import navigation
        from weerbaar.territory import parameters

        parameters.declare(*norms.PARAMETERS, *crisis_norms.PARAMETERS, *awareness_norms.PARAMETERS)
        navigation.add(
            navigation.MenuPage(20, _("Continuity"), "continuity:overview", Permission.VIEW),
        )
