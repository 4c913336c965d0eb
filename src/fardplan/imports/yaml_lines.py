"""YAML where every value knows its line, and every scalar is the text as written.

YAML's own guesses (`no` is false, `2023-10-25` is a date, `0022` is a number) would hide what somebody wrote.
"""

from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _

from fardplan.imports.problems import Problem, Refused


@dataclass(frozen=True)
class Node:
    """A value and the place it stands: `value` is text, a list of Nodes, or a dict of text to Node."""

    value: object
    file: str
    line: int


def read(path):
    """The mapping in the file `path`, as a Node. Raises Refused with file and line when it is no YAML or no mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Refused([Problem(path.name, line, "", _("The file is not UTF-8. Save it again as UTF-8."))]) from error
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or str(error)
        message = _("The file cannot be read as YAML (%(what)s). Look for a missing colon, a tab or uneven indentation.") % {"what": what}
        raise Refused([Problem(path.name, line, "", message)]) from error
    if tree is None:
        return Node({}, path.name, 1)
    problems = []
    node = _convert(tree, path.name, problems, set())
    if not isinstance(node.value, dict):
        problems.append(Problem(path.name, node.line, "", _("The file must be a mapping of kinds, such as “goals:”.")))
    if problems:
        raise Refused(problems)
    return node


def _convert(tree, file, problems, above):
    line = tree.start_mark.line + 1
    if isinstance(tree, yaml.ScalarNode):
        return Node(tree.value, file, line)
    if id(tree) in above:
        problems.append(Problem(file, line, "", _("An anchor refers to itself.")))
        return Node("", file, line)
    above = above | {id(tree)}
    if isinstance(tree, yaml.SequenceNode):
        return Node([_convert(item, file, problems, above) for item in tree.value], file, line)
    values = {}
    for key, value in tree.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in values:
            problems.append(Problem(file, key.start_mark.line + 1, name, _("The field stands twice in the same row.")))
        values[name] = _convert(value, file, problems, above)
    return Node(values, file, line)
