from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "fardplan.followup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.followup import searched
        from fardplan.followup.queries import locked
        from fardplan.kit import locking

        locking.LOCKS["followup"] = locked
        searched.register()
