from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "fardplan.status"
    default_auto_field = "django.db.models.BigAutoField"
