from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "weerbaar.portal"
    label = "portal"
