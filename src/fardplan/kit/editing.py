"""One pattern for every page that writes: show the form, check it, call one service, go on. What was typed is never lost."""

import json
import uuid

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.shortcuts import redirect, render
from django.utils import timezone

from fardplan.kit.models import FormReceipt


class Stale(Exception):
    """Somebody else saved the row after it was read. `current` is the row as it stands now; `by` and `at` say who and when."""

    def __init__(self, current, *, by="", at=None):
        super().__init__(str(current))
        self.current = current
        self.by = by
        self.at = at


def form_page(
    request,
    form_class,
    *,
    save,
    title,
    back,
    row=None,
    initial=None,
    initial_from=None,
    speaks=(),
    template="kit/form_page.html",
    context=None,
    **form_kwargs,
):
    """Answer a page that creates (`row` is None) or edits `row`.

    `save(form)` calls the one service and returns what was saved; `back` is the address to go on to, or a function of
    what was saved; `initial_from(row)` gives the form's values from a row (the row's own attributes unless told);
    `speaks` are exceptions whose text is for people: shown above the form.
    A ValidationError from the service lands beside its fields. Saved twice by double click, the form makes one object.
    """
    from_row = initial_from or (lambda current: attributes(current, form_class, **form_kwargs))
    version = row.version if row is not None else None
    values = from_row(row) if row is not None else (initial or {})
    # Not `or None`: a form of boxes and files only, of which nothing was filled in, is sent too.
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*sent, initial=values, version=version, token=True, **form_kwargs)
    valid = request.method == "POST" and form.is_valid()
    receipt = _receipt(request, form) if request.method == "POST" else {}
    # Asked before what is wrong: the second post may be refused only because of what the first one made.
    if done := _done(receipt):
        return redirect(done.url)
    if valid:
        try:
            with transaction.atomic():
                saved = save(form)
                url = back(saved) if callable(back) else back
                if receipt:
                    FormReceipt.objects.create(**receipt, url=url, at=timezone.now())
            return redirect(url)
        except (IntegrityError, Stale, ValidationError, *speaks) as error:
            # The same form, sent at the same moment, may have come first, and what it made is what refuses this one: then its receipt
            # says where it led. It was stored in the same transaction, so it is there as soon as what it made is seen.
            if done := _done(receipt):
                return redirect(done.url)
            if isinstance(error, IntegrityError):
                raise
            _tell(form, error, from_row)
    status = 200
    if form.is_bound and (form.errors or form.conflict):
        status = 409 if form.conflict else 422
    page = {"form": form, "title": title, "cancel_url": back if isinstance(back, str) else "", "row": row, **(context or {})}
    return render(request, template, page, status=status)


def _done(receipt):
    """The FormReceipt of the same form sent before, or None."""
    return FormReceipt.objects.filter(**receipt).first() if receipt else None


def _tell(form, error, from_row):
    """What the service refused, where who filled in the form sees it."""
    if isinstance(error, Stale):
        form.show_conflict(stored=from_row(error.current), version=error.current.version, by=error.by, at=error.at)
    elif isinstance(error, ValidationError):
        add_errors(form, error)
    else:
        form.add_error(None, str(error))


def _receipt(request, form):
    """What tells one sending of a form from another: the token it was shown with, and what is in it.

    Somebody who goes back in the browser, writes something else and sends again means something else.
    """
    if not form.form_token:
        return {}
    written = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    return {"token": uuid.uuid5(uuid.UUID(form.form_token), json.dumps(written)), "user_id": request.user.pk}


def confirm_page(request, *, do, title, what, submit, back, danger=True, speaks=(), context=None):
    """Ask before something is taken away; `do()` calls the one service when the answer is yes, then the way is `back`.

    `what` are sentences about what happens. `speaks` are exceptions whose text is for people: told instead of done.
    """
    problem = ""
    if request.method == "POST":
        try:
            do()
            return redirect(back)
        except ValidationError as error:
            problem = " ".join(error.messages)
        except speaks as error:
            problem = str(error)
    page = {"title": title, "what": what, "submit": submit, "cancel_url": back, "danger": danger, "problem": problem, **(context or {})}
    return render(request, "kit/confirm.html", page, status=422 if problem else 200)


def attributes(row, form_class, **form_kwargs):
    """A form's values straight from the row's attributes of the same names; links as lists of rows."""
    values = {}
    for name in form_class(**form_kwargs).fields:
        value = getattr(row, name, None)
        values[name] = list(value.all()) if isinstance(value, models.Manager) else value
    return values


def add_errors(form, error):
    """Put a service's ValidationError beside the fields it is about, or above the form where it names none of them."""
    for name, messages in (error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}).items():
        target = name if name in form.fields else None
        for message in messages:
            form.add_error(target, message)
