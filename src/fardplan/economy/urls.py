from django.urls import path

from fardplan.economy import views

urlpatterns = [
    path("", views.economy, name="economy"),
    path("budget/ny/", views.add_budget, name="budget_add"),
    path("budget/<slug:slug>/redigera/", views.edit_budget, name="budget_edit"),
    path("budget/<slug:slug>/rad/ny/", views.add_line, name="line_add"),
    path("rad/<slug:slug>/redigera/", views.edit_line, name="line_edit"),
    path("rad/<slug:slug>/ta-bort/", views.remove_line, name="line_remove"),
    path("finansiering/ny/", views.add_funding, name="funding_add"),
    path("finansiering/<slug:slug>/redigera/", views.edit_funding, name="funding_edit"),
]
