"""Addresses of the pages about designs and support points."""

from django.urls import URLPattern

app_name = "supportpoints"
urlpatterns: list[URLPattern] = []
