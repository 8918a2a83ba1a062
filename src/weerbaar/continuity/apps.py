from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContinuityConfig(AppConfig):
    name = "weerbaar.continuity"
    label = "continuity"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.continuity.norms import PARAMETERS
        from weerbaar.interface import navigation
        from weerbaar.territory import parameters

        parameters.declare(*PARAMETERS)
        navigation.add(
            navigation.MenuPage(20, _("Continuity"), "continuity:overview", Permission.VIEW),
        )
