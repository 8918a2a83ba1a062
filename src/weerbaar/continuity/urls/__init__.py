"""Addresses of pillar 1, one module per subject."""

from weerbaar.continuity.urls import awareness, crisis, register

app_name = "continuity"
urlpatterns = [
    *register.urlpatterns,
    *crisis.urlpatterns,
    *awareness.urlpatterns,
]
