from django.urls import path

from fardplan.governance import views

urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("nytt/", views.add_decision, name="decision_add"),
    path("<slug:slug>/redigera/", views.edit_decision, name="decision_edit"),
]
