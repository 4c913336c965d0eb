from django.urls import path

from fardplan.workflows import views

urlpatterns = [
    path("aktiviteter/flera/", views.change_activities, name="activities_change"),
    path("portfolj/flera/", views.change_initiatives, name="initiatives_change"),
    path("flera/<int:pk>/", views.bulk_change, name="bulk_change"),
    path("flera/<int:pk>/genomfor/", views.make, name="bulk_change_make"),
    path("flera/<int:pk>/angra/", views.undo, name="bulk_change_undo"),
]
