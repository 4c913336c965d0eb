from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "fardplan.search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.contrib.auth import get_user_model
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from fardplan.audit import writes
        from fardplan.parties.models import Membership, Organisation, Party, Post
        from fardplan.search import index, kinds

        writes.FOLLOWERS["search"] = index.follow
        kinds.register(
            Party,
            name=_("Parties"),
            texts=(lambda row: row.organisation.name, lambda row: row.organisation.description),
            page="party",
            related=("organisation",),
            weight=1.4,
        )
        kinds.register(
            Membership,
            name=_("People with a role"),
            title=lambda row: f"{row.user}, {row.get_role_display()}",
            texts=(lambda row: row.party.name if row.party_id else "",),
            url=lambda row: reverse("person", args=[row.programme.slug, row.user_id]),
            related=("user", "party__organisation"),
            weight=1.1,
        )
        kinds.follow(get_user_model(), lambda user: Membership.objects.filter(user=user))
        kinds.register(Post, name=_("Posts"), texts=("comment",), url=lambda row: reverse("staffing", args=[row.programme.slug]))
        kinds.follow(Organisation, lambda row: Party.objects.filter(organisation=row))
