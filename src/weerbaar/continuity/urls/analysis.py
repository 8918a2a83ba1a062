"""Addresses of the recovery analysis."""

from django.urls import path

from weerbaar.continuity.views import analysis, overview

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("recovery/", analysis.recovery, name="recovery"),
    path("recovery/table.csv", analysis.recovery_csv, name="recovery_csv"),
    path("recovery/single-points/", analysis.single_points, name="single_points"),
    path("recovery/required-times/", analysis.required_times, name="required_times"),
    path("recovery/hours/", analysis.hours, name="hours"),
    path("recovery/hours/best/", analysis.order_sharing, name="order_sharing"),
    path("recovery/dependencies/", analysis.dependencies, name="dependencies"),
]
