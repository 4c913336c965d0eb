from django.urls import path

from fardplan.portfolio import views, views_initiative, views_registers, views_tags

urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("nytt/", views_initiative.add, name="initiative_add"),
    path("krav/", views_registers.inclusion_criteria, name="inclusion_criteria"),
    *views_registers.demand.urls("krav/villkor/", new="krav/villkor/nytt/"),
    *views_registers.inclusion_criterion.urls("krav/", new="krav/nytt/"),
    path("malgrupper/", views_registers.target_groups, name="target_groups"),
    *views_registers.target_group.urls("malgrupper/", new="malgrupper/ny/"),
    path("arbetssatt/", views_registers.working_methods, name="working_methods"),
    *views_registers.working_method.urls("arbetssatt/", new="arbetssatt/nytt/"),
    path("etiketter/", views_tags.tags, name="tags"),
    *views_tags.tag_register.urls("etiketter/", new="etiketter/ny/"),
    path("etiketter/<slug:slug>/", views_tags.tag, name="tag"),
    path("etiketter/<slug:slug>/sla-ihop/", views_tags.merge_tag, name="tag_merge"),
    path("lardomar/", views_registers.lessons, name="lessons"),
    *views_registers.lesson.urls("lardomar/", new="lardomar/ny/"),
    path("<slug:slug>/redigera/", views_initiative.edit, name="initiative_edit"),
    path("<slug:slug>/flytta/", views_initiative.move, name="initiative_move"),
    path("<slug:slug>/faser/<int:pk>/ratta/", views_initiative.correct_phase, name="initiative_phase_correct"),
    path("<slug:slug>/dialog/", views_initiative.note_dialogue, name="initiative_dialogue"),
    path("<slug:slug>/bedom/", views_initiative.judge, name="initiative_judge"),
    path("<slug:slug>/ta-bort/", views_registers.initiative.remove_view(), name="initiative_remove"),
]
