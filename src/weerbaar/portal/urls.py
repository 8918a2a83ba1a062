"""Addresses of the public pages and of the dashboard."""

from django.urls import path

from weerbaar.portal.views import dashboard, find, home, openness, points, statements

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.start, name="start"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    # below here the first word is a municipality
    path("<slug:municipality>/", find.find, name="find"),
    path("<slug:municipality>/find.json", find.find_map, name="find_map"),
    path("<slug:municipality>/accessibility/", statements.accessibility, name="accessibility"),
    path("<slug:municipality>/privacy/", statements.privacy, name="privacy"),
    path("<slug:municipality>/support-points/", points.points, name="points"),
    path("<slug:municipality>/support-points/map.json", points.points_map, name="points_map"),
    path("<slug:municipality>/support-points.geojson", points.points_geojson, name="points_geojson"),
    path("<slug:municipality>/support-points/<int:number>/", points.point, name="point"),
    path("<slug:municipality>/support-points/<int:number>/map.json", points.point_map, name="point_map"),
    path("<slug:municipality>/network/", openness.network, name="network"),
    path("<slug:municipality>/network/map.json", openness.network_map, name="network_map"),
    path("<slug:municipality>/network/coverage.csv", openness.network_csv, name="network_csv"),
    path("<slug:municipality>/staff/", dashboard.dashboard, name="dashboard"),
]
