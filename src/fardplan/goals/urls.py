from django.urls import path

from fardplan.goals import views
from fardplan.goals import views_registers as registers

urlpatterns = [
    path("", views.goals, name="goals"),
    path("nytt/", views.add_goal, name="goal_add"),
    path("malbild/ny/", views.add_vision, name="vision_add"),
    path("malbild/<slug:slug>/redigera/", views.edit_vision, name="vision_edit"),
    path("nyttoobjekt/nytt/", views.add_benefit_object, name="benefit_object_add"),
    path("nyttoobjekt/<slug:slug>/redigera/", views.edit_benefit_object, name="benefit_object_edit"),
    *registers.ambition.urls("ambition/", new="<slug:slug>/ambition/ny/"),
    *registers.strategic_goal.urls("strategiskt-mal/", new="strategiskt-mal/nytt/"),
    *registers.outcome_goal.urls("effektmal/", new="effektmal/nytt/"),
    *registers.shift.urls("forflyttning/", new="forflyttning/ny/"),
    *registers.programme_area.urls("programomrade/", new="programomrade/nytt/"),
    *registers.superior_strategy.urls("strategi/", new="strategi/ny/"),
    *registers.superior_goal.urls("strategimal/", new="strategi/<slug:slug>/mal/nytt/"),
    path("<slug:slug>/redigera/", views.edit_goal, name="goal_edit"),
    path("<slug:slug>/avsluta/", views.close_goal, name="goal_close"),
    path("<slug:slug>/oppna-igen/", views.reopen_goal, name="goal_reopen"),
]
