from django.urls import path

from fardplan.parties import views_invitations as invitations
from fardplan.parties import views_members as views

urlpatterns = [
    path("", views.members, name="members"),
    path("roller/", views.roles, name="roles"),
    path("ny/", views.add_member, name="member_add"),
    path("inbjudan/ny/", invitations.invite, name="invitation_add"),
    path("inbjudan/<int:pk>/skicka-igen/", invitations.send_again, name="invitation_send_again"),
    path("inbjudan/<int:pk>/dra-tillbaka/", invitations.withdraw, name="invitation_withdraw"),
    path("<int:pk>/avsluta/", views.end_member, name="member_end"),
]
