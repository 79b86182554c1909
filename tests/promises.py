"""What the accessibility statement promises, and which tests prove it: those that are marked `promise`."""

import ast

from project import ROOT

MARK = "pytest.mark.promise"


def proven():
    """The promises that tests have marks for."""
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        if MARK in (text := path.read_text("utf-8")):
            calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
            yield from (call.args[0].value for call in calls if ast.unparse(call.func) == MARK)


def kept(reports):
    """Those that were kept in a test run: some of their tests passed, and none did anything else.

    `reports` are those of the run by their outcomes, as pytest's terminal has them; those of what is done before and
    after a test, if that went well, have no outcome.
    """
    names = {
        outcome: {
            value for report in found for key, value in getattr(report, "user_properties", []) if key == "promise"
        }
        for outcome, found in reports.items()
        if outcome
    }
    passed = names.pop("passed", set())
    return sorted(passed.difference(*names.values()))
