from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "fardplan.economy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.economy import searched

        searched.register()
