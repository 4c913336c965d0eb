from django.urls import path

from fardplan.search import views

urlpatterns = [
    path("", views.search, name="search"),
    path("besokt/", views.visited, name="page_visited"),
    path("stjarna/", views.star, name="page_star"),
    path("glom/", views.forget, name="visits_forget"),
]
