from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "fardplan.economy"
    default_auto_field = "django.db.models.BigAutoField"
