"""Addresses of the public pages and of the dashboard."""

from django.urls import path

from weerbaar.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
]
