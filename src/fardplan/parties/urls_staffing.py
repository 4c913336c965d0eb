from django.urls import path

from fardplan.parties import views

urlpatterns = [
    path("", views.staffing, name="staffing"),
    *views.post.urls("roll/", new="roll/ny/"),
    *views.assignment.urls("uppdrag/", new="uppdrag/nytt/"),
]
