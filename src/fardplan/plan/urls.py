from django.urls import path

from fardplan.plan import views, views_milestones
from fardplan.plan import views_registers as registers

urlpatterns = [
    path("", views.activities, name="activities"),
    path("ny/", views.add_activity, name="activity_add"),
    path("hallpunkter/", views_milestones.milestones, name="milestones"),
    path("hallpunkter/ny/", views_milestones.add_milestone, name="milestone_add"),
    path("hallpunkter/<slug:slug>/redigera/", views_milestones.edit_milestone, name="milestone_edit"),
    path("hallpunkter/<slug:slug>/klar/", views_milestones.finish_milestone, name="milestone_done"),
    path("hallpunkter/<slug:slug>/oppna-igen/", registers.milestone.reopen_view(), name="milestone_reopen"),
    path("hallpunkter/<slug:slug>/ta-bort/", registers.milestone.remove_view(), name="milestone_remove"),
    path("beroenden/", views_milestones.dependencies, name="dependencies"),
    path("beroenden/nytt/", views_milestones.add_dependency, name="dependency_add"),
    path("beroenden/<slug:slug>/redigera/", views_milestones.edit_dependency, name="dependency_edit"),
    path("beroenden/<slug:slug>/ta-bort/", registers.dependency.remove_view(), name="dependency_remove"),
    path("avgransningar/ny/", views_milestones.add_exclusion, name="exclusion_add"),
    path("avgransningar/<slug:slug>/redigera/", views_milestones.edit_exclusion, name="exclusion_edit"),
    path("avgransningar/<slug:slug>/ta-bort/", registers.exclusion.remove_view(), name="exclusion_remove"),
    path("<slug:slug>/", views.activity, name="activity"),
    path("<slug:slug>/redigera/", views.edit_activity, name="activity_edit"),
    path("<slug:slug>/avsluta/", views.close_activity, name="activity_close"),
    path("<slug:slug>/oppna-igen/", views.reopen_activity, name="activity_reopen"),
    path("<slug:slug>/ta-bort/", registers.activity.remove_view(), name="activity_remove"),
]
