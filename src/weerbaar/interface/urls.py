"""Addresses of the style page."""

from django.urls import path

from weerbaar.interface import style_page

app_name = "interface"
urlpatterns = [
    path("", style_page.style, name="style"),
    path("field/", style_page.field_screen, name="style_field"),
    path("map.json", style_page.map_document, name="style_map"),
]
