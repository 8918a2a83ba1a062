from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "weerbaar.accounts"
    label = "accounts"

    def ready(self) -> None:
        from weerbaar.accounts import queries
        from weerbaar.interface import navigation

        navigation.ask_places(queries.municipalities_of)
