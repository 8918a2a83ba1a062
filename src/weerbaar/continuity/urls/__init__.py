"""Addresses of pillar 1, one module per subject."""

from weerbaar.continuity.urls import analysis, crisis, exchange, exercises, plan, register

app_name = "continuity"
urlpatterns = [
    *analysis.urlpatterns,
    *crisis.urlpatterns,
    *exchange.urlpatterns,
    *exercises.urlpatterns,
    *plan.urlpatterns,
    *register.urlpatterns,
]
