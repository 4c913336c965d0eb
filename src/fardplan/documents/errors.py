"""What can be wrong with a document, in words."""

# English source strings: the room that shows them translates `MESSAGES[error.code]` and fills in `error.values`.
MESSAGES = {
    "not_object": "The document is not an object with schema, programme, period and sections.",
    "schema": "The schema is %(found)s; this version reads schema 1.",
    "outer_text": "The field %(field)s must be a text.",
    "outer_texts": "The field %(field)s must be a list of texts.",
    "as_of": "The field as_of must be a date such as 2023-12-31.",
    "language": "The language must be a code such as sv.",
    "cover": "The field cover must be true or false.",
    "sections": "The sections must be a list.",
    "section": "A section needs an id, a title and a list of blocks.",
    "section_twice": "Two sections have the same id.",
    "level": "The level must be a whole number from 1 to %(most)s.",
    "block": "A block must be an object with a kind.",
    "kind": "There is no block of the kind %(kind)s.",
    "text": "The field %(field)s must be a text.",
    "runs": "The text must be a list of runs, each an object with text.",
    "items": "The list must have items, each a list of runs.",
    "id_twice": "Two tables or figures have the same id.",
    "columns": "A table needs at least one column, each with its own key and a title.",
    "column_type": "The column type must be text, number, percent, money or date, not %(type)s.",
    "rows": "The rows must be a list of objects.",
    "value": "The value in column %(column)s, row %(row)s is not a text, a number, null or a kind of nothing.",
    "not_finite": "A number is not finite.",
    "part_of": "Row %(row)s is part of %(part_of)s, which is not an earlier row of the table.",
    "alt": "A figure needs an alternative text.",
    "chart": "There is no chart of the type %(type)s with such rows.",
    "same_key_twice": "An object has the same key twice.",
    "not_json": "A value of the type %(type)s has no place in a document.",
}


class DocumentError(ValueError):
    """The document breaks the schema. `section` is a section id, `block` a position counted from 1; both None outside them."""

    def __init__(self, code: str, *, section: str | None = None, block: int | None = None, **values: object) -> None:
        self.code, self.section, self.block, self.values = code, section, block, values
        where = [] if section is None else [f"section {section}"]
        where += [] if block is None else [f"block {block}"]
        super().__init__((", ".join(where) + ": " if where else "") + MESSAGES[code] % values)
