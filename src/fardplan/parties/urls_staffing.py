from django.urls import path

from fardplan.parties import views

urlpatterns = [
    path("", views.staffing, name="staffing"),
    *views.post.urls("roll/", new="roll/ny/"),
    path("roll/<slug:slug>/", views.post_page, name="post"),
    *views.assignment.urls("uppdrag/", new="uppdrag/nytt/"),
]
