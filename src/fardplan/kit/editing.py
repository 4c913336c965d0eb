"""One pattern for every page that writes: show the form, check it, call one service, go on. What was typed is never lost."""

import datetime
import json
import uuid
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.kit import keeping
from fardplan.kit.differences import merged
from fardplan.kit.models import FormReceipt
from fardplan.kit.text import clean_text


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

    def make(data=None, files=None):
        made = form_class(data, files, initial=values, version=version, token=True, **form_kwargs)
        made.carry_owner(request.user.pk)
        return made

    if request.method == "POST" and keeping.owner_of(request.POST) not in (None, request.user.pk):
        return _kept_for_another(request)
    if request.method == "POST" and row is not None and "krock" in request.POST:
        form = settle(make, request.POST, stored=values, version=version)
        page = {"form": form, "title": title, "cancel_url": back if isinstance(back, str) else "", "row": row, **(context or {})}
        return render(request, template, page)
    form = make(*sent)
    if request.method == "GET":
        form = _with_kept(request, form, make)
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
                if form.keeps_drafts or keeping.BRING in request.META.get("QUERY_STRING", ""):
                    keeping.forget(request.user.pk, request.path)
                if receipt:
                    FormReceipt.objects.create(**receipt, url=url, at=timezone.now())
            return redirect(url)
        except (IntegrityError, Stale, ValidationError, ProtectedError, *speaks) as error:
            # The same form, sent at the same moment, may have come first, and what it made is what refuses this one: then its receipt
            # says where it led. It was stored in the same transaction, so it is there as soon as what it made is seen.
            if done := _done(receipt):
                return redirect(done.url)
            if isinstance(error, IntegrityError) and not isinstance(error, ProtectedError):
                raise
            _tell(form, error, from_row)
    status = 200
    if form.is_bound and (form.errors or form.conflict):
        status = 409 if form.conflict else 422
    page = {"form": form, "title": title, "cancel_url": back if isinstance(back, str) else "", "row": row, **(context or {})}
    return render(request, template, page, status=status)


def _with_kept(request, form, make):
    """The form, and above it what its owner typed before and did not save; or the form filled with that, when it is asked for."""
    asked = keeping.BRING in request.META.get("QUERY_STRING", "")
    if not asked and not form.keeps_drafts:
        return form
    found = keeping.kept(request.user.pk, request.path)
    if found is None:
        return form
    if asked:
        form = make(found.data)
        form.show_as_typed()
    form.kept = replace(found, is_shown=asked)
    return form


def _kept_for_another(request):
    """Somebody else is logged in than the one who filled in the form: nothing is saved in the wrong name, nothing is lost."""
    keeping.keep_unsent(request, at=timezone.now())
    messages.warning(
        request,
        _("Somebody else was logged in when the form was filled in. Nothing was saved. What they typed is kept until they log in."),
    )
    return redirect(request.path)


def settle(make, sent, *, stored, version):
    """The form after one field of a conflict has been settled: `krock` says how, such as "theirs:title". What else was typed stays.

    `make(data)` makes the form; `stored` are its values as the row stands now.
    """
    data = sent.copy()
    choice, _colon, name = data.get("krock", "").partition(":")
    now = make()
    chosen = dict(pair.split(":", 1)[::-1] for pair in data.getlist("krock_valt") if ":" in pair)
    if name in now.fields and choice in ("mine", "theirs", "merged"):
        chosen[name] = choice
        value = now[name].value()
        if choice == "theirs":
            _fill(data, name, now.fields[name], value)
        elif choice == "merged":
            data[name] = merged(clean_text(str(value or "")), clean_text(data.get(name, "")))
    form = make(data)
    form.show_as_typed()
    by, at = _who(data.get("krock_av", ""))
    form.show_conflict(stored=stored, version=version, by=by, at=at, chosen={name: chosen[name] for name in chosen if name in form.fields})
    return form


def _fill(data, name, field, value):
    """Put a value into what was sent, as the browser would have sent it."""
    if isinstance(field.widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, (list, tuple)):
        data.setlist(name, [str(each) for each in value])
    else:
        data[name] = "" if value is None else str(value)


def _who(mark):
    """Who was first and when, from what the page carried."""
    try:
        by, at = signing.loads(mark, salt="krock")
    except signing.BadSignature:
        return "", None
    return by, datetime.datetime.fromisoformat(at) if at else None


def _done(receipt):
    """The FormReceipt of the same form sent before, or None."""
    return FormReceipt.objects.filter(**receipt).first() if receipt else None


def _tell(form, error, from_row):
    """What the service refused, where who filled in the form sees it."""
    if isinstance(error, Stale):
        form.show_conflict(stored=from_row(error.current), version=error.current.version, by=error.by, at=error.at)
    elif isinstance(error, ValidationError):
        add_errors(form, error)
    elif isinstance(error, ProtectedError):
        form.add_error(None, still_used())
    else:
        form.add_error(None, str(error))


def _receipt(request, form):
    """What tells one sending of a form from another: the token it was shown with, and what is in it.

    Somebody who goes back in the browser, writes something else and sends again means something else.
    """
    if not form.form_token:
        return {}
    written = sorted((name, values) for name, values in request.POST.lists() if name not in keeping.NOT_TYPED)
    return {"token": uuid.uuid5(uuid.UUID(form.form_token), json.dumps(written)), "user_id": request.user.pk}


def step_page(request, form_class, *, title, what, submit, back, save, row=None, initial_from=lambda row: {}, context=None, **rest):
    """A page that says what a step means and takes it, with the little that the step wants to know (a last day, how many took part).

    `what` are sentences about what happens; `back`, `save`, `speaks` and the rest are as of `form_page`.
    """
    context = {"what": what, "submit": submit, **({"cancel_url": back} if isinstance(back, str) else {}), **(context or {})}
    return form_page(
        request,
        form_class,
        row=row,
        title=title,
        back=back,
        save=save,
        initial_from=initial_from,
        template="kit/step.html",
        context=context,
        **rest,
    )


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
        except ProtectedError:
            problem = still_used()
        except speaks as error:
            problem = str(error)
    page = {"title": title, "what": what, "submit": submit, "cancel_url": back, "danger": danger, "problem": problem, **(context or {})}
    return render(request, "kit/confirm.html", page, status=422 if problem else 200)


def still_used():
    """Said when a row is not taken away because others lean on it (ProtectedError of a verb that removes)."""
    return _("Other things belong to it, so it cannot be taken away. End it or change them first.")


def attributes(row, form_class, **form_kwargs):
    """A form's values straight from the row's attributes of the same names; links as lists of rows."""
    values = {}
    for name in form_class(**form_kwargs).fields:
        value = getattr(row, name, None)
        values[name] = list(value.all()) if isinstance(value, models.Manager) else value
    return values


def add_errors(form, error):
    """Put a service's ValidationError beside the fields it is about, or above the form where it names none of them."""
    for name, said in (error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}).items():
        target = name if name in form.fields else None
        for message in said:
            form.add_error(target, message)
