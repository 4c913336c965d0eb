"""What can be wrong with an extract, a mapping, a definition or a release, said so that a person can put it right.

No message holds a value from the extract: only file, row group, row, column and what was expected. Whoever catches an error of DuckDB,
Spark or PostgreSQL raises one of these `from None`, since theirs may quote the row.
"""


class MeasuresError(ValueError):
    """The text is a Swedish sentence meant to be shown."""


class PlacedError(MeasuresError):
    """Something is wrong at a place: `file` its name without folder, `row` and `row_group` counted from 1, `column` its name in the file."""

    def __init__(self, text: str, *, file: str = "", row: int | None = None, row_group: int | None = None, column: str | None = None):
        self.text, self.file, self.row, self.row_group, self.column = text, file, row, row_group, column
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """stays.csv, rad 14, kolumn admitted: datumet finns inte i kalendern."""
        where = [
            self.file,
            f"radgrupp {self.row_group}" if self.row_group else "",
            f"rad {self.row}" if self.row else "",
            f"kolumn {self.column}" if self.column else "",
        ]
        place = ", ".join(part for part in where if part)
        text = self.text if self.text.endswith((".", "?")) else f"{self.text}."
        return f"{place}: {text}" if place else text


class MappingError(PlacedError):
    """The mapping file does not say how the extract is to be read."""


class ExtractError(PlacedError):
    """The extract cannot be read."""
