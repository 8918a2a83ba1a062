"""Addresses of the pages about the territory and its sources."""

from django.urls import path

from weerbaar.territory import views

app_name = "territory"
urlpatterns = [
    path("neighbourhoods/", views.neighbourhoods, name="neighbourhoods"),
    path("neighbourhoods/map.json", views.neighbourhood_map, name="map"),
    path("sources/", views.sources, name="sources"),
    path("sources/import/", views.import_files, name="import"),
    path("sources/imports/<int:run_id>/", views.run, name="run"),
    path("sources/imports/<int:run_id>/report.csv", views.run_csv, name="run_csv"),
    path("parameters/", views.parameters, name="parameters"),
    path("parameters/<str:key>/", views.parameter, name="parameter"),
    path("parameters/<str:key>/reset/", views.reset, name="reset_parameter"),
]
