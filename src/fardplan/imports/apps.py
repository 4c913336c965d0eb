from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "fardplan.imports"
    default_auto_field = "django.db.models.BigAutoField"
