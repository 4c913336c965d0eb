from django.urls import path

from fardplan.economy import views

urlpatterns = [
    path("", views.economy, name="economy"),
    *views.budget.urls("budget/", new="budget/ny/"),
    *views.line.urls("rad/", new="budget/<slug:slug>/rad/ny/"),
    path("statsbidrag/", views.grants, name="grants"),
    *views.grant_use.urls("statsbidrag/", new="finansiering/<slug:slug>/anvandning/ny/"),
    *views.funding.urls("finansiering/", new="finansiering/ny/"),
]
