"""Addresses of the pages about designs and support points."""

from django.urls import URLPattern, path

from weerbaar.supportpoints.documents import download

app_name = "supportpoints"
urlpatterns: list[URLPattern] = [
    path("designs/<int:design_id>/export/<str:format>/", download.export, name="export"),
]
