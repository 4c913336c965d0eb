from django.urls import path

from fardplan.economy import views

urlpatterns = [
    path("", views.economy, name="economy"),
    *views.budget.urls("budget/", new="budget/ny/"),
    *views.line.urls("rad/", new="budget/<slug:slug>/rad/ny/"),
    *views.funding.urls("finansiering/", new="finansiering/ny/"),
]
