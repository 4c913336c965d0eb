from django.urls import path

from fardplan.parties import views_members as views

urlpatterns = [
    path("", views.members, name="members"),
    path("ny/", views.add_member, name="member_add"),
    path("<int:pk>/avsluta/", views.end_member, name="member_end"),
]
