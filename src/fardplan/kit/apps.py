from django.apps import AppConfig
from django.db.backends.signals import connection_created


class KitConfig(AppConfig):
    name = "fardplan.kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # The one signal in the house: SQLite learns Swedish order and folding when a connection opens.
        from fardplan.kit.collation import register

        connection_created.connect(lambda connection, **_: register(connection), weak=False)
