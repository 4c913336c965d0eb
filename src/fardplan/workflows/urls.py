from django.urls import path

from fardplan.workflows import views, views_spread

urlpatterns = [
    path("aktiviteter/flera/", views.change_activities, name="activities_change"),
    path("portfolj/flera/", views.change_initiatives, name="initiatives_change"),
    path("flera/<int:pk>/", views.bulk_change, name="bulk_change"),
    path("flera/<int:pk>/genomfor/", views.make, name="bulk_change_make"),
    path("flera/<int:pk>/angra/", views.undo, name="bulk_change_undo"),
    path("spridning/arbetssatt/<slug:slug>/foresla/", views_spread.propose_spread, name="spread_method_propose"),
    path("spridning/forslag/<slug:slug>/part/<slug:party>/", views_spread.answer_spread, name="spread_proposal_answer"),
]
