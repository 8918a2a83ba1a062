"""Addresses of pillar 1, one module per subject."""

from weerbaar.continuity.urls import analysis, awareness, crisis, exchange, exercises, plan, register

app_name = "continuity"
urlpatterns = [
    *analysis.urlpatterns,
    *awareness.urlpatterns,
    *crisis.urlpatterns,
    *exchange.urlpatterns,
    *exercises.urlpatterns,
    *plan.urlpatterns,
    *register.urlpatterns,
]
