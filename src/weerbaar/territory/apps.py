from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "weerbaar.territory"
    label = "territory"
