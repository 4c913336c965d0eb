"""Which tests are asked again on the second database: those that the database can answer otherwise. The rule stands in TESTING.md."""

import zlib
from collections import Counter

#: A test that has one of these, itself or through another fixture, may read or write rows.
OF_THE_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}
#: … and asks a page for them.
THROUGH_A_PAGE = {"logged_in", "client", "admin_client"}
#: Of the tests through a page in a file, one in so many, and always the first.
PAGES = 4
#: A test of more cases than this varies what is read and not what is stored: one case in so many, and always the first.
TABLE, CASES = 30, 8


def asked_again(items):
    """Of collected pytest items, in their order, those to ask again."""
    of_function = Counter(map(_function, items))
    files, functions = set(), set()
    return [item for item in items if _is_asked(item, of_function[_function(item)], files, functions)]


def _is_asked(item, cases, files, functions):
    fixtures = set(getattr(item, "fixturenames", ())) - set(_parameters(item))
    if item.get_closest_marker("twice"):
        return True
    if item.get_closest_marker("once") or not (item.get_closest_marker("django_db") or fixtures & OF_THE_DATABASE):
        return False
    if item.get_closest_marker("journey"):
        return False
    if fixtures & THROUGH_A_PAGE:
        among, first = PAGES, _is_first(item.path, files)
    elif cases > TABLE:
        among, first = CASES, _is_first(_function(item), functions)
    else:
        return True
    return first or in_turn(item.nodeid, among)


def in_turn(name, among):
    """Whether `name` is one of the one in `among`: by its own letters, so that no other test's coming or going changes it."""
    return zlib.crc32(name.encode()) % among == 0


def _is_first(key, met):
    new = key not in met
    met.add(key)
    return new


def _function(item):
    return item.nodeid.split("[")[0]


def _parameters(item):
    return getattr(getattr(item, "callspec", None), "params", ())
