from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "fardplan.governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.urls import reverse

        from fardplan.accounts.permissions import Permission
        from fardplan.attachments import registry
        from fardplan.governance import searched
        from fardplan.governance.models import Decision, Document, Matter, Meeting

        def own_page(name):
            return lambda row: reverse(name, args=[row.programme.slug, row.slug])

        def may(permission):
            return lambda authority, row: authority.may(permission)

        def on_the_page_of_all(document):
            return f"{reverse('documents', args=[document.programme.slug])}#{document.slug}"

        registry.register(Decision, may_write=may(Permission.RECORD_DECISION), url=own_page("decision"))
        registry.register(Matter, may_write=may(Permission.PREPARE_MATTER), url=own_page("matter"))
        registry.register(Meeting, may_write=may(Permission.PREPARE_MATTER), url=own_page("meeting"))
        registry.register(Document, may_write=may(Permission.EDIT_FRAME), url=on_the_page_of_all)
        searched.register()
