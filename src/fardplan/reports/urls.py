from django.urls import path

from fardplan.reports import views

urlpatterns = [path("", views.reports, name="reports")]
