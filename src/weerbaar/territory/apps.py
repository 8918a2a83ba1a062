from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "weerbaar.territory"
    label = "territory"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.interface import navigation
        from weerbaar.territory import parameters
        from weerbaar.territory.importers.vulnerability import PARAMETERS

        parameters.declare(*PARAMETERS)
        navigation.add(
            navigation.MenuPage(40, _("Neighbourhoods"), "territory:neighbourhoods", Permission.VIEW),
            navigation.MenuPage(41, _("Data and sources"), "territory:sources", Permission.VIEW),
            navigation.MenuPage(42, _("Norms and parameters"), "territory:parameters", Permission.VIEW),
        )
