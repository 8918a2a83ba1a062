"""Addresses of the register."""

from django.urls import path

from weerbaar.continuity.views import register

urlpatterns = [
    path("processes/", register.processes, name="processes"),
]
