from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "weerbaar.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from weerbaar.accounts import receivers  # noqa: F401 - connects to the signals of signing in
        from weerbaar.accounts.types import Permission
        from weerbaar.interface import navigation

        navigation.add(
            navigation.MenuPage(90, _("People"), "accounts:people", Permission.MANAGE_ACCOUNTS),
            navigation.MenuPage(91, _("API tokens"), "accounts:tokens", Permission.MANAGE_ACCOUNTS),
            navigation.MenuPage(92, _("Audit trail"), "accounts:audit", Permission.VIEW_AUDIT),
        )
