"""A cell is a text, None, or a list that begins with what it is.

["n", "1714.5"]            a number
["p", "0.943"]             a number shown as per cent
["u", "1714", "tkr"]       a number shown with a unit of money
["k", "1714285"]           a number shown in thousands
["d", "2023-06-30"]        a day            ["m", "2023-05-01"] a day shown as month    ["t", "0.5"] a time of day
["y", "2023-01-01"]        a day shown as its year                  ["o", "2023-05-01"] a day of which only "maj" or "23" shows
["b", "1"]                 true or false
["e", "#N/A"]              an error
["f", ""]                  a formula whose result is not in the file
["x", "1E+400"]            a number nobody can mean
"""


def text_of(cell):
    """The cell as text for a column of words: numbers without exponent, days as ISO, nothing as ""."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return "" if cell[0] == "f" else cell[1]
