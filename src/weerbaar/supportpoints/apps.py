from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportPointsConfig(AppConfig):
    name = "weerbaar.supportpoints"
    label = "supportpoints"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.interface import navigation
        from weerbaar.supportpoints.norms import PARAMETERS
        from weerbaar.territory import parameters

        parameters.declare(*PARAMETERS)
        navigation.add(
            navigation.MenuPage(30, _("Support points"), "supportpoints:points", Permission.VIEW),
            navigation.MenuPage(31, _("Design studio"), "supportpoints:studio", Permission.VIEW),
            navigation.MenuPage(32, _("Candidates"), "supportpoints:candidates", Permission.VIEW),
        )
