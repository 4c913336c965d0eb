from django.urls import path

from fardplan.benefits.views import boundaries, calculations, parts, profiles

urlpatterns = [
    path("", profiles.benefits, name="benefits"),
    path("ny/", profiles.add, name="benefit_add"),
    path("kalkyler/", calculations.calculations, name="calculations"),
    *calculations.basis.urls("kalkylvarden/", new="kalkylvarden/ny/"),
    *calculations.calculation_register.urls("kalkyler/", new="kalkyler/ny/"),
    *calculations.line.urls("kalkyler/rad/", new="kalkyler/<slug:slug>/rad/ny/"),
    path("kalkyler/<slug:slug>/", calculations.calculation, name="calculation"),
    path("kalkyler/<slug:slug>/excel/", calculations.workbook, name="calculation_workbook"),
    path("kalkyler/<slug:slug>/las-in/", calculations.take_in, name="calculation_take_in"),
    path("granser/", boundaries.boundary_costs, name="boundary_costs"),
    *boundaries.boundary_cost.urls("granser/", new="granser/ny/"),
    path("parter/<slug:slug>/redigera/", parts.edit, name="benefit_part_edit"),
    path("parter/<slug:slug>/ta-bort/", parts.remove, name="benefit_part_remove"),
    path("parter/<slug:slug>/varden/nytt/", parts.report, name="benefit_value_add"),
    path("varden/<slug:slug>/redigera/", parts.edit_value, name="benefit_value_edit"),
    path("varden/<slug:slug>/ta-bort/", parts.remove_value, name="benefit_value_remove"),
    path("varden/<slug:slug>/svara/", parts.answer, name="benefit_value_answer"),
    path("<slug:slug>/", profiles.benefit, name="benefit"),
    path("<slug:slug>/redigera/", profiles.edit, name="benefit_edit"),
    path("<slug:slug>/effektkedja/", profiles.edit_chain, name="benefit_chain"),
    path("<slug:slug>/granskad/", profiles.review, name="benefit_review"),
    path("<slug:slug>/godkand/", profiles.approve, name="benefit_approve"),
    path("<slug:slug>/avgjord/", profiles.settle, name="benefit_settle"),
    path("<slug:slug>/oppna-igen/", profiles.reopen, name="benefit_reopen"),
    path("<slug:slug>/ta-bort/", profiles.remove, name="benefit_remove"),
    path("<slug:slug>/parter/ny/", parts.add, name="benefit_part_add"),
]
