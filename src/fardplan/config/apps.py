from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "fardplan.config"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from fardplan.config import checks, sessions  # noqa: F401  registers the check that every URL has a policy

        user_logged_in.connect(sessions.begin)
