"""The two full-text engines behind one door: `put`, `drop`, `empty` and `matching`. Both keep the words that `words` gives them.

PostgreSQL keeps `tsvector` columns under GIN, SQLite an FTS5 table. Neither is a model: Django has no field that both know.
"""

from django.db import connection
from django.db.models.expressions import RawSQL

POSTGRESQL = (
    "CREATE TABLE search_words (id bigint PRIMARY KEY, head tsvector NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX search_words_head ON search_words USING gin (head)",
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(head, head_parts, body, body_parts, "
    "tokenize = \"unicode61 remove_diacritics 0\", prefix = '2 3 4')",
)
#: How much a word counts: in the heading, as part of a compound there, in the text, as part of a compound there.
WEIGHTS = (1.0, 0.4, 0.2, 0.05)


def statements(vendor):
    return POSTGRESQL if vendor == "postgresql" else SQLITE


def put(many):
    """Keep `many` pairs (key of the Indexed row, Words), in place of what was kept."""
    if not many:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO search_words (id, head, words) VALUES (%s, %s::tsvector, %s::tsvector) "
                "ON CONFLICT (id) DO UPDATE SET head = excluded.head, words = excluded.words",
                [(key, _vector(words, "AB"), _vector(words, "ABCD")) for key, words in many],
            )
        else:
            _drop(cursor, [key for key, _words in many])
            cursor.executemany(
                "INSERT INTO search_words (rowid, head, head_parts, body, body_parts) VALUES (%s, %s, %s, %s, %s)",
                [(key, *(" ".join(part) for part in _columns(words))) for key, words in many],
            )


def drop(keys):
    """Forget the words of these rows."""
    with connection.cursor() as cursor:
        _drop(cursor, list(keys))


def empty():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")


def matching(rows, terms, *, heading=False):
    """Of `rows` (a queryset of Indexed) those that have all `terms`, in the heading only when asked; `rank` tells how well, 0 to about 1."""
    if connection.vendor == "postgresql":
        column, question = ("head" if heading else "words"), _tsquery(terms)
        found = RawSQL(f"SELECT id FROM search_words WHERE {column} @@ %s::tsquery", (question,))  # noqa: S608, S611  two words of ours
        weights = "{" + ", ".join(str(each) for each in reversed(WEIGHTS)) + "}"
        rank = RawSQL(
            "(SELECT ts_rank(%s::real[], search_words.words, %s::tsquery) FROM search_words WHERE search_words.id = search_indexed.id)",
            (weights, question),
        )
        return rows.filter(pk__in=found).annotate(rank=rank)
    question = _fts5(terms)
    if heading:
        question = f"{{head head_parts}} : ({question})"
    weights = ", ".join(str(each * 10) for each in WEIGHTS)
    found = RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", (question,))
    rank = RawSQL(  # noqa: S611  numbers of ours; the question is a parameter
        f"(SELECT -bm25(search_words, {weights}) / 20 FROM search_words "  # noqa: S608  numbers of ours
        "WHERE search_words MATCH %s AND search_words.rowid = search_indexed.id)",
        (question,),
    )
    return rows.filter(pk__in=found).annotate(rank=rank)


def _drop(cursor, keys):
    column = "id" if connection.vendor == "postgresql" else "rowid"
    cursor.executemany(f"DELETE FROM search_words WHERE {column} = %s", [(key,) for key in keys])  # noqa: S608  two words of ours


def _columns(words):
    return words.head, words.head_parts, words.body, words.body_parts


def _vector(words, letters):
    """A tsvector as PostgreSQL writes it. Words are letters and digits only, so that nothing needs to be escaped."""
    return " ".join(f"{word}:1{letter}" for letter, column in zip(letters, _columns(words), strict=False) for word in column)


def _tsquery(terms):
    return " & ".join(f"({term.word} | {term.beginning}:*)" for term in terms)


def _fts5(terms):
    return " AND ".join(f'("{term.word}" OR "{term.beginning}"*)' for term in terms)
