from django.apps import AppConfig


class SupportPointsConfig(AppConfig):
    name = "weerbaar.supportpoints"
    label = "supportpoints"
