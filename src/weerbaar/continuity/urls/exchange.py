"""Addresses of the exchange: the register out and in, and the starter content."""

from django.urls import path

from weerbaar.continuity.views import exchange

urlpatterns = [
    path("exchange/", exchange.exchange, name="exchange"),
    path("exchange/register.json", exchange.register_file, name="exchange_file"),
    path("exchange/register.xlsx", exchange.register_workbook, name="exchange_workbook"),
    path("exchange/template.xlsx", exchange.template_workbook, name="exchange_template"),
    path("exchange/upload/", exchange.upload, name="exchange_upload"),
    path("exchange/preview/<uuid:key>/", exchange.preview, name="exchange_preview"),
    path("exchange/starter/", exchange.starter, name="starter"),
]
