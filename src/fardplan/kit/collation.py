"""Swedish order and folded search in the database, the same code on SQLite and PostgreSQL.

SQLite knows neither, so each new connection is taught both by `register`. That hook is the one signal in this project:
Django offers no other way to reach a connection when it opens.

PostgreSQL brings ICU's Swedish order; a collation of our own (migration 0002) asks it to read numbers as numbers, as ours does.
"""

from django.db.models import Func
from django.db.models.functions import Collate

from .text import fold, swedish_sort_key


def register(connection) -> None:
    """Teach a new connection the collation `swedish` and the function `fold`. Called on `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation("swedish", _compare)
        connection.connection.create_function("fold", 1, lambda text: None if text is None else fold(str(text)), deterministic=True)


def _compare(left: str, right: str) -> int:
    a, b = swedish_sort_key(left), swedish_sort_key(right)
    return (a > b) - (a < b)


class _Swedish(Collate):
    def __init__(self, expression, collation="swedish"):
        super().__init__(expression, collation)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, collation=connection.ops.quote_name("fardplan_swedish"), **extra)


def swedish(field) -> Collate:
    """To order by: `.order_by(swedish("name"))`, `.order_by(swedish("name").desc())`."""
    return _Swedish(field)


def _one_to_one() -> tuple[str, str]:
    pairs = [(c, fold(c)) for c in map(chr, range(0xC0, 0x250)) if c == c.lower() and len(fold(c)) == 1 and fold(c) != c]
    return "".join(a for a, _ in pairs), "".join(b for _, b in pairs)


class Fold(Func):
    """What `kit.text.fold` does, in the database: `.annotate(folded=Fold("name")).filter(folded__contains=fold(q))`.

    On PostgreSQL it covers the letters of Latin scripts that fold to one letter.
    """

    function = "fold"
    arity = 1

    def as_postgresql(self, compiler, connection, **extra):
        accented, plain = _one_to_one()
        return self.as_sql(
            compiler, connection, template=f"translate(lower(%(expressions)s COLLATE \"sv-x-icu\"), '{accented}', '{plain}')", **extra
        )
