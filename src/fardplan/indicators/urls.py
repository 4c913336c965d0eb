from django.urls import path

from fardplan.indicators import views

urlpatterns = [path("", views.indicators, name="indicators"), *views.indicator.urls("", new="nytt/")]
