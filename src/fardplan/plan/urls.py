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
    *registers.dependency.urls("beroenden/", new="beroenden/nytt/"),
    *registers.exclusion.urls("avgransningar/", new="avgransningar/ny/"),
    path("<slug:slug>/", views.activity, name="activity"),
    path("<slug:slug>/redigera/", views.edit_activity, name="activity_edit"),
    path("<slug:slug>/avsluta/", views.close_activity, name="activity_close"),
    path("<slug:slug>/oppna-igen/", views.reopen_activity, name="activity_reopen"),
    path("<slug:slug>/ta-bort/", registers.activity.remove_view(), name="activity_remove"),
]
