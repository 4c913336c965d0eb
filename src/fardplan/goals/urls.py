from django.urls import path

from fardplan.goals import views
from fardplan.goals import views_registers as registers

urlpatterns = [
    path("", views.goals, name="goals"),
    path("nytt/", views.add_goal, name="goal_add"),
    *registers.vision.urls("malbild/", new="malbild/ny/"),
    *registers.benefit_object.urls("nyttoobjekt/", new="nyttoobjekt/nytt/"),
    *registers.ambition.urls("ambition/", new="<slug:slug>/ambition/ny/"),
    *registers.strategic_goal.urls("strategiskt-mal/", new="strategiskt-mal/nytt/"),
    *registers.outcome_goal.urls("effektmal/", new="effektmal/nytt/"),
    *registers.principle.urls("princip/", new="princip/ny/"),
    *registers.shift.urls("forflyttning/", new="forflyttning/ny/"),
    *registers.programme_area.urls("programomrade/", new="programomrade/nytt/"),
    *registers.superior_strategy.urls("strategi/", new="strategi/ny/"),
    *registers.superior_goal.urls("strategimal/", new="strategi/<slug:slug>/mal/nytt/"),
    path("<slug:slug>/redigera/", views.edit_goal, name="goal_edit"),
    path("<slug:slug>/avsluta/", views.close_goal, name="goal_close"),
    path("<slug:slug>/oppna-igen/", views.reopen_goal, name="goal_reopen"),
    path("<slug:slug>/ta-bort/", registers.goal.remove_view(), name="goal_remove"),
]
