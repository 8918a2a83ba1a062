"""Addresses of the pages about the territory and its sources."""

from django.urls import URLPattern

app_name = "territory"
urlpatterns: list[URLPattern] = []
