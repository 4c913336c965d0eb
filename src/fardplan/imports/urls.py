from django.urls import path, register_converter

from fardplan.imports import views


class Format:
    regex = "xlsx|csv"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Format, "table_format")

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.job, name="import_job"),
    path("<int:pk>/spara/", views.store, name="import_store"),
    path("<int:pk>/angra/", views.undo, name="import_undo"),
    path("<int:pk>/kasta/", views.put_away, name="import_put_away"),
    path("<int:pk>/fil/", views.original, name="import_original"),
    path("<slug:kind>/", views.read_file, name="import_file"),
    path("<slug:kind>/kolumner/", views.map_columns, name="import_columns"),
    path("<slug:kind>/mall/", views.template, name="import_template"),
    path("<slug:kind>/hamta.<table_format:form>", views.export, name="export"),
]
