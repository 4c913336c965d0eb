from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "fardplan.config"

    def ready(self):
        from fardplan.config import checks  # noqa: F401  registers the check that every URL has a policy
