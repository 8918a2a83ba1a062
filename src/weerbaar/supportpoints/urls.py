"""Addresses of the pages about designs and support points."""

from django.urls import path

from weerbaar.supportpoints.documents import download
from weerbaar.supportpoints.views import candidates, designs, maps, points

app_name = "supportpoints"
urlpatterns = [
    path("", points.points, name="points"),
    path("points.json", maps.map_points, name="map_points"),
    path("<int:number>/", points.point, name="point"),
    path("<int:number>/edit/", points.edit, name="point_edit"),
    path("<int:number>/state/", points.change_state, name="point_state"),
    path("<int:number>/functions/<slug:function>/", points.set_function, name="point_function"),
    path("<int:number>/keep/", points.keep, name="point_keep"),
    path("designs/", designs.studio, name="studio"),
    path("designs/order/", designs.order, name="order"),
    path("designs/compare/", designs.compare, name="compare"),
    path("designs/compare.json", maps.map_compare, name="map_compare"),
    path("designs/<int:design_id>/", designs.design, name="design"),
    path("designs/<int:design_id>/map.json", maps.map_design, name="map_design"),
    path("designs/<int:design_id>/adopt/", designs.adopt, name="adopt"),
    path("designs/<int:design_id>/again/", designs.again, name="again"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<int:building_id>/", candidates.candidate, name="candidate"),
    path("designs/<int:design_id>/export/<str:format>/", download.export, name="export"),
]
