from django.urls import path

from fardplan.parties import views

urlpatterns = [
    path("", views.staffing, name="staffing"),
    path("roll/ny/", views.add_post, name="post_add"),
    path("roll/<slug:slug>/redigera/", views.edit_post, name="post_edit"),
    path("uppdrag/nytt/", views.add_assignment, name="assignment_add"),
    path("uppdrag/<slug:slug>/redigera/", views.edit_assignment, name="assignment_edit"),
    path("uppdrag/<slug:slug>/avsluta/", views.end_assignment, name="assignment_end"),
]
