"""How many things wait for somebody, kept on the user's own row so that every page can tell without asking the rooms.

It is counted anew when the user opens the own page or has written something, and every other minute for those who have logged in
lately, since others' writes make things wait too. It is no fact about the work and leaves no trace in the log.
"""

from fardplan.accounts.models import User
from fardplan.reminders.gather import waiting_for_user


def keep(user, number):
    """Keep how many things wait; one write, and none when it is kept already."""
    if user.waiting_count != number:
        User.objects.filter(pk=user.pk).update(waiting_count=number)
        user.waiting_count = number


def count(user, *, today):
    """Count and keep what waits for `user` on the day `today`. Returns the number."""
    number = len(waiting_for_user(user, today=today))
    keep(user, number)
    return number
