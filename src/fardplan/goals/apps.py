from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "fardplan.goals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.goals import searched

        searched.register()
