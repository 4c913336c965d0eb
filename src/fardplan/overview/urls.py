from django.urls import path

from fardplan.overview import views

urlpatterns = [
    path("", views.county, name="county"),
    path("fardplan/", views.timeline, name="timeline"),
]
