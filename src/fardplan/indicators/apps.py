from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "fardplan.indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.indicators import searched

        searched.register()
