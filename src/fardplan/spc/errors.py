"""What can be wrong with the data, said so that a person can put it right."""


class SpcError(ValueError):
    """The data or the choices cannot give a chart. The text is a Swedish sentence meant to be shown. `series`: which one."""

    series = ""


class RowError(SpcError):
    """One row is wrong. `row` is the row's number as the caller counts, `column` its column's name."""

    def __init__(self, message: str, *, row: int | None = None, column: str | None = None):
        super().__init__(message)
        self.row = row
        self.column = column
