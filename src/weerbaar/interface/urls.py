"""Addresses of long work: its state, and cancelling it."""

from django.urls import URLPattern

app_name = "interface"
urlpatterns: list[URLPattern] = []
