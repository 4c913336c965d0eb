from django.urls import path

from fardplan.effects import views

urlpatterns = [
    path("", views.effects, name="effects"),
    path("larande.xlsx", views.lessons_file, name="lessons_file"),
    path("ny/<slug:slug>/", views.add, name="effect_add"),
    path("<slug:slug>/", views.effect, name="effect"),
    path("<slug:slug>/redigera/", views.edit, name="effect_edit"),
    path("<slug:slug>/ta-bort/", views.remove, name="effect_remove"),
    path("<slug:slug>/utvardera/", views.evaluate, name="effect_evaluate"),
    path("<slug:slug>/utvardering-<int:number>/plan.json", views.evaluation_file, {"kind": "plan"}, name="evaluation_plan"),
    path("<slug:slug>/utvardering-<int:number>/resultat.json", views.evaluation_file, {"kind": "result"}, name="evaluation_result"),
    path("<slug:slug>/utvardering-<int:number>/bild.svg", views.evaluation_file, {"kind": "svg"}, name="evaluation_svg"),
    path("<slug:slug>/utvardering-<int:number>/bild.png", views.evaluation_file, {"kind": "png"}, name="evaluation_png"),
]
