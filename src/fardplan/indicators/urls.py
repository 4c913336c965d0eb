from django.urls import path, register_converter

from fardplan.indicators import views, views_indicator, views_measured, views_signals


class FileKind:
    """What an indicator's figures and chart can be fetched as."""

    regex = "csv|xlsx|docx|svg|png"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FileKind, "indicator_file")

urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("publicering/", views.publications, name="publications"),
    path("signaler/", views_signals.signals_page, name="signals"),
    path("matt/", views_measured.measured, name="measured"),
    path("eget-diagram/", views_signals.own_chart, name="own_chart"),
    *views.indicator.urls("", new="nytt/"),
    path("<slug:slug>/", views_indicator.indicator, name="indicator"),
    path("<slug:slug>/styrdiagram/", views_signals.control_chart, name="control_chart"),
    path("<slug:slug>/styrdiagram.<indicator_file:kind>", views_signals.control_chart_file, name="control_chart_file"),
    path("<slug:slug>/varde/", views_indicator.value_add, name="value_add"),
    path("<slug:slug>/malvarde/", views_indicator.target_add, name="target_add"),
    path("<slug:slug>/malvarde/<int:pk>/", views_indicator.target_edit, name="target_edit"),
    path("<slug:slug>/malvarde/<int:pk>/ta-bort/", views_indicator.target_remove, name="target_remove"),
    path("<slug:slug>/definition/", views_indicator.definition_add, name="definition_add"),
    path("<slug:slug>/fil.<indicator_file:kind>", views_indicator.indicator_file, name="indicator_file"),
]
