from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "fardplan.parties"
    default_auto_field = "django.db.models.BigAutoField"
