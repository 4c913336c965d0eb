from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "fardplan.attachments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from fardplan.attachments import queries, searched
        from fardplan.audit import writes

        # A row with documents is not taken away: nobody would find them again.
        writes.HANGING["attachments"] = queries.on
        searched.register()
