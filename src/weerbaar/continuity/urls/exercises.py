"""Addresses of exercises and of the measures that they lead to."""

from django.urls import path

from weerbaar.continuity.views import (
    exercise_papers,
    exercise_results,
    exercise_screens,
    exercises,
    scenarios,
)

LIBRARY, OWN, ONE = "exercises/library/", "exercises/scenarios/", "exercises/<int:exercise_id>/"

urlpatterns = [
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/new/", exercises.make, name="exercise_make"),
    path("measures/", exercise_results.measures, name="measures"),
    path("measures/<int:measure_id>/", exercise_results.measure, name="measure"),
    # scenarios
    path(LIBRARY, scenarios.library, name="scenarios"),
    path(f"{LIBRARY}<slug:scenario_code>/", scenarios.library_scenario, name="library_scenario"),
    path(f"{LIBRARY}<slug:scenario_code>/copy/", scenarios.copy, name="library_copy"),
    path(f"{OWN}new/", scenarios.make, name="scenario_make"),
    path(f"{OWN}import/", scenarios.bring_in, name="scenario_import"),
    path(f"{OWN}<int:scenario_id>/", scenarios.scenario, name="scenario"),
    path(f"{OWN}<int:scenario_id>/edit/", scenarios.edit, name="scenario_edit"),
    path(f"{OWN}<int:scenario_id>/remove/", scenarios.remove, name="scenario_remove"),
    path(f"{OWN}<int:scenario_id>/file/", scenarios.file, name="scenario_file"),
    path(f"{OWN}<int:scenario_id>/objectives/", scenarios.add_objective, name="objective_add"),
    path(f"{OWN}<int:scenario_id>/groups/", scenarios.add_group, name="group_add"),
    path(f"{OWN}<int:scenario_id>/injects/new/", scenarios.inject, name="inject_add"),
    path(f"{OWN}<int:scenario_id>/injects/<int:inject_id>/", scenarios.inject, name="inject"),
    path(
        f"{OWN}<int:scenario_id>/remove/<slug:part>/<int:part_id>/",
        scenarios.remove_part,
        name="scenario_part_remove",
    ),
    # one exercise, before it is held
    path(ONE, exercises.exercise, name="exercise"),
    path(f"{ONE}edit/", exercises.edit, name="exercise_edit"),
    path(f"{ONE}call-off/", exercises.call_off, name="exercise_call_off"),
    path(f"{ONE}participants/", exercises.add_participant, name="participant_add"),
    path(
        f"{ONE}participants/<int:participant_id>/remove/",
        exercises.remove_participant,
        name="participant_remove",
    ),
    # while it is held
    path(f"{ONE}clock/", exercise_screens.clock, name="exercise_clock"),
    path(f"{ONE}clock/turn/", exercise_screens.turn, name="exercise_turn"),
    path(f"{ONE}lead/", exercise_screens.lead, name="exercise_lead"),
    path(f"{ONE}lead/part/", exercise_screens.lead_part, name="exercise_lead_part"),
    path(f"{ONE}injects/<int:inject_id>/", exercise_screens.hand_out, name="exercise_hand_out"),
    path(f"{ONE}injects/new/", exercise_screens.add_inject, name="exercise_add_inject"),
    path(f"{ONE}notes/", exercise_screens.note, name="exercise_note"),
    path(f"{ONE}play/", exercise_screens.play, name="exercise_play"),
    path(f"{ONE}play/part/", exercise_screens.play_part, name="exercise_play_part"),
    path(f"{ONE}decisions/", exercise_screens.decide, name="exercise_decide"),
    path(f"{ONE}states/", exercise_screens.report, name="exercise_state"),
    path(f"{ONE}states/<int:report_id>/withdraw/", exercise_screens.withdraw, name="exercise_withdraw"),
    path(f"{ONE}evaluate/", exercise_screens.evaluate, name="exercise_evaluate"),
    path(f"{ONE}observations/", exercise_screens.observe, name="exercise_observe"),
    path(f"{ONE}watch/", exercise_screens.watch, name="exercise_watch"),
    path(f"{ONE}watch/part/", exercise_screens.watch_part, name="exercise_watch_part"),
    # papers
    path(f"{ONE}manual/", exercise_papers.manual, name="exercise_manual"),
    path(f"{ONE}inject-list/", exercise_papers.injects, name="exercise_inject_list"),
    path(f"{ONE}inject-list.csv", exercise_papers.injects_csv, name="exercise_inject_list_csv"),
    path(f"{ONE}log.csv", exercise_papers.log_csv, name="exercise_log_csv"),
    path(f"{ONE}report/", exercise_papers.report, name="exercise_report"),
    path(f"{ONE}pdf/<slug:paper>/", exercise_papers.as_pdf, name="exercise_pdf"),
    # after it
    path(f"{ONE}results/", exercise_results.results, name="exercise_results"),
    path(f"{ONE}results/take-over/", exercise_results.take_over, name="exercise_take_over"),
    path(f"{ONE}hot-wash/", exercise_results.hot_wash, name="exercise_hot_wash"),
    path(f"{ONE}findings/<int:finding_id>/measure/", exercise_results.make_measure, name="exercise_measure"),
    path(f"{ONE}report/conclusion/", exercise_results.conclude, name="exercise_conclude"),
    path(f"{ONE}report/close/", exercise_results.close, name="exercise_close"),
]
