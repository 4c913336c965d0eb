from django.urls import path

from fardplan.portfolio import views, views_initiative, views_registers

urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("nytt/", views_initiative.add, name="initiative_add"),
    path("krav/", views_registers.inclusion_criteria, name="inclusion_criteria"),
    path("krav/nytt/", views_registers.add_inclusion_criterion, name="inclusion_criterion_add"),
    *views_registers.demand.urls("krav/villkor/", new="krav/villkor/nytt/"),
    path("krav/<slug:slug>/redigera/", views_registers.edit_inclusion_criterion, name="inclusion_criterion_edit"),
    path("malgrupper/", views_registers.target_groups, name="target_groups"),
    path("malgrupper/ny/", views_registers.add_target_group, name="target_group_add"),
    path("malgrupper/<slug:slug>/redigera/", views_registers.edit_target_group, name="target_group_edit"),
    path("arbetssatt/", views_registers.working_methods, name="working_methods"),
    path("arbetssatt/nytt/", views_registers.add_working_method, name="working_method_add"),
    path("arbetssatt/<slug:slug>/redigera/", views_registers.edit_working_method, name="working_method_edit"),
    path("<slug:slug>/redigera/", views_initiative.edit, name="initiative_edit"),
    path("<slug:slug>/flytta/", views_initiative.move, name="initiative_move"),
    path("<slug:slug>/dialog/", views_initiative.note_dialogue, name="initiative_dialogue"),
    path("<slug:slug>/bedom/", views_initiative.judge, name="initiative_judge"),
]
