"""What an activity's page shows of its reviews, and the way to a new one."""

from django.template.loader import render_to_string

from fardplan.reviews import access, queries


def section(context, activity):
    """HTML: each review in a line, the latest first, and for those who may, the way to review it."""
    authority = context.get("authority")
    if authority is None:
        return ""
    activity.programme = authority.programme
    reviews = queries.with_all(activity.reviews.all())
    can_add = access.may_review(authority, activity, activity.responsible_id)
    page = {"programme": authority.programme, "activity": activity, "reviews": reviews, "can_add": can_add}
    return render_to_string("reviews/_of_activity.html", page)
