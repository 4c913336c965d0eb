"""Why a file is not read."""


class Refused(Exception):
    """`code` names the reason (`fardplan.imports.words` has the sentence), `facts` what the sentence needs.

    Facts are plain data: sheet, row, column, found and whatever else the sentence tells.
    """

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code = code
        self.facts = facts
