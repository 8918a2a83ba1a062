from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "weerbaar.portal"
    label = "portal"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.interface import navigation
        from weerbaar.portal.norms import PARAMETERS
        from weerbaar.territory import parameters

        parameters.declare(*PARAMETERS)
        navigation.add(navigation.MenuPage(0, _("Dashboard"), "portal:dashboard", Permission.VIEW))
