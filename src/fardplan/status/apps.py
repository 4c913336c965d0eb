from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "fardplan.status"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.attachments import registry
        from fardplan.status import access, searched
        from fardplan.status.models import Deviation, Friction, Risk

        def own_page(name):
            return lambda row: reverse(name, args=[row.programme.slug, row.slug])

        registry.register(Risk, may_write=lambda authority, row: access.can_edit_risk(authority, row.initiative), url=own_page("risk"))
        registry.register(Deviation, may_write=access.can_note, url=own_page("deviation"))
        # A file's name stands in the audit trail, so a local group's own friction carries none until it is shared.
        registry.register(
            Friction,
            may_write=lambda authority, row: row.is_shared and access.can_edit_friction(authority, row.party_id),
            url=own_page("friction"),
            rows=lambda authority, queryset: queryset.shared(),
        )
        searched.register()
