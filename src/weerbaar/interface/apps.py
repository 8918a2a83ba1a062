from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "weerbaar.interface"
    label = "interface"
