from django.urls import path

from fardplan.governance import views_decisions as views

urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("nytt/", views.add_decision, name="decision_add"),
    path("arende/<slug:slug>/redigera/", views.matter.edit_view(), name="matter_edit"),
    *views.meeting.urls("mote/", new="mote/nytt/"),
    *views.consultation.urls("remiss/", new="remiss/ny/"),
    path("<slug:slug>/", views.decision, name="decision"),
    path("<slug:slug>/redigera/", views.edit_decision, name="decision_edit"),
    path("<slug:slug>/ta-bort/", views.decision_register.remove_view(), name="decision_remove"),
]
