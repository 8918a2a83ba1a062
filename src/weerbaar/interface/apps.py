from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "weerbaar.interface"
    label = "interface"

    def ready(self) -> None:
        from weerbaar.interface import checks  # noqa: F401 - registers itself
