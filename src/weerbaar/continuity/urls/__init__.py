"""Addresses of pillar 1, one module per subject."""

from weerbaar.continuity.urls import register

app_name = "continuity"
urlpatterns = [
    *register.urlpatterns,
]
