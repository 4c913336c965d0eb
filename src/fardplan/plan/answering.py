"""Which activities answer a risk, a friction or a decision, told on that row's own page; and the way back, for the form."""

from django.template.loader import render_to_string
from django.urls import reverse

from fardplan.governance.models import Decision
from fardplan.plan import access, queries
from fardplan.plan.models import Activity
from fardplan.status.models import Friction, Risk

#: {field of an activity: (what it points to, name in an address)}.
ANSWERED = {"risk": (Risk, "risk"), "friction": (Friction, "skav"), "decision": (Decision, "beslut")}


def section(context, row):
    """HTML for kit.beside: the activities that answer `row`, and for those who may, a way to add one. Three queries; empty when neither."""
    authority = context.get("authority")
    if authority is None:
        return ""
    field = next(name for name, (model, _address) in ANSWERED.items() if isinstance(row, model))
    found = Activity.objects.visible_to(authority.user).filter(programme=authority.programme, **{field: row})
    activities = queries.activity_rows(found, on=context["request"].today, lecturers={})
    add_url = ""
    if access.plans_of(authority):
        add_url = f"{reverse('activity_add', args=[authority.programme.slug])}?{ANSWERED[field][1]}={row.slug}"
    if not (activities or add_url):
        return ""
    return render_to_string("plan/_answering.html", {"programme": authority.programme, "activities": activities, "add_url": add_url})


def answered_by(activity, user):
    """{field: row} of what the activity answers and the user may see: another party's own friction is left out."""
    return {name: row for name, (model, _address) in ANSWERED.items() if (row := _visible(model, activity, name, user)) is not None}


def _visible(model, activity, name, user):
    pk = getattr(activity, f"{name}_id")
    return model.objects.visible_to(user).filter(pk=pk).first() if pk else None


def choices(programme, user, held):
    """{field: queryset} to choose from; a field is left out when what it points to is not the user's to see, so that it stays."""
    found = {}
    for name, (model, _address) in ANSWERED.items():
        rows = model.objects.visible_to(user).filter(programme=programme)
        pk = getattr(held, f"{name}_id")
        if pk is None or rows.filter(pk=pk).exists():
            found[name] = rows.order_by("title", "pk")
    return found


def asked(programme, user, params):
    """{field: row} that an address names (`?risk=…`, `?skav=…`, `?beslut=…`), for a form that begins with it."""
    named = {name: (model, params.get(address, "")) for name, (model, address) in ANSWERED.items()}
    return {
        name: row
        for name, (model, slug) in named.items()
        if slug and (row := model.objects.visible_to(user).filter(programme=programme, slug=slug).first())
    }
