from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContinuityConfig(AppConfig):
    name = "weerbaar.continuity"
    label = "continuity"

    def ready(self) -> None:
        from weerbaar.accounts.types import Permission
        from weerbaar.interface import navigation

        navigation.add(
            navigation.MenuPage(20, _("Processes"), "continuity:processes", Permission.VIEW),
        )
