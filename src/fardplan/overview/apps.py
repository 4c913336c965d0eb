from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "fardplan.overview"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.kit import beside
        from fardplan.overview import linking
        from fardplan.overview.row_history import OPEN

        beside.WITH_HISTORY.update(OPEN)
        linking.register()
