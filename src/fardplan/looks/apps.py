from django.apps import AppConfig


class LooksConfig(AppConfig):
    name = "fardplan.looks"
    default_auto_field = "django.db.models.BigAutoField"
