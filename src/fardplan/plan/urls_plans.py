from django.urls import path

from fardplan.plan import views_inventory as inventory
from fardplan.plan import views_plans as views

urlpatterns = [
    path("", views.plans_page, name="plans"),
    path("ny/", views.add_plan, name="plan_add"),
    path("jamfor/", views.side_by_side, name="plans_side_by_side"),
    path("inventering/", inventory.ongoing_works, name="ongoing_works"),
    *inventory.ongoing_work.urls("inventering/", new="inventering/ny/"),
    path("omvarld/", inventory.scans, name="scans"),
    *inventory.scan.urls("omvarld/", new="omvarld/ny/"),
    path("<slug:slug>/", views.plan, name="plan"),
    path("<slug:slug>/redigera/", views.edit_plan, name="plan_edit"),
    path("<slug:slug>/ta-bort/", views.remove_plan, name="plan_remove"),
    path("<slug:slug>/skicka/", views.send_plan, name="plan_send"),
    path("<slug:slug>/nasta-ar/", views.carry_plan, name="plan_carry"),
    path("<slug:slug>/version-<int:number>/", views.plan_version, name="plan_version"),
    path("<slug:slug>/version-<int:number>/baslinje/", views.plan_baseline, name="plan_baseline"),
    path("<slug:slug>/aktivitet/ny/", views.add_item, name="plan_item_add"),
    path("<slug:slug>/aktivitet/<int:pk>/redigera/", views.edit_item, name="plan_item_edit"),
    path("<slug:slug>/aktivitet/<int:pk>/ta-ut/", views.remove_item, name="plan_item_remove"),
    path("<slug:slug>/aktivitet/<int:pk>/verksamhetsplan/<slug:party>/", views.place_item, name="plan_item_place"),
]
