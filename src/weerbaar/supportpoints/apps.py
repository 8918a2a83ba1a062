from django.apps import AppConfig


class SupportPointsConfig(AppConfig):
    name = "weerbaar.supportpoints"
    label = "supportpoints"

    def ready(self) -> None:
        from weerbaar.supportpoints.norms import PARAMETERS
        from weerbaar.territory import parameters

        parameters.declare(*PARAMETERS)
