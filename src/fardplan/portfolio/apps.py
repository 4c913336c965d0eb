from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "fardplan.portfolio"
    default_auto_field = "django.db.models.BigAutoField"
