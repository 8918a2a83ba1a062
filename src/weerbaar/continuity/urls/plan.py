"""Addresses of the plan."""

from django.urls import path

from weerbaar.continuity.views import plan, plan_papers

urlpatterns = [
    path("plan/", plan.overview, name="plan"),
    path("plan/make/", plan.make, name="plan_make"),
    path("plan/texts/", plan_papers.texts, name="plan_texts"),
    path("plan/texts/<slug:key>/", plan_papers.text, name="plan_text"),
    path("plan/papers/", plan_papers.papers, name="plan_papers"),
    path("plan/papers/add/", plan_papers.add_place, name="plan_place_add"),
    path("plan/papers/<int:place_id>/placed/", plan_papers.placed, name="plan_place_filled"),
    path("plan/papers/<int:place_id>/remove/", plan_papers.remove_place, name="plan_place_remove"),
    path("plan/template/", plan_papers.set_template, name="plan_template"),
    path("plan/template/remove/", plan_papers.remove_template, name="plan_template_remove"),
    path("plan/<int:number>/", plan.version, name="plan_version"),
    path("plan/<int:number>/offer/", plan.offer, name="plan_offer"),
    path("plan/<int:number>/return/", plan.take_back, name="plan_return"),
    path("plan/<int:number>/approve/", plan.approve, name="plan_approve"),
    path("plan/<int:number>/files/", plan.files_again, name="plan_files"),
    path("plan/<int:number>/<slug:kind>-<slug:language>.<slug:format>", plan.download, name="plan_file"),
]
