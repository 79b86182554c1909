"""What the workflows run stands in the README, or in what it leads to: whoever sees a red run can repeat it."""

import re

import pytest
import yaml
from project import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def commands(text):
    """The commands in a script, or in a line with `&&`."""
    return {command.strip() for command in re.split(r"&&|\n", text)} - {""}


def documented():
    """The commands in README and CONTRIBUTING: in their code blocks, and in their code inside sentences."""
    text = "\n".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    code = re.findall(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", text, re.DOTALL)
    return set().union(*(commands(text) for _, text in code))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_documented_commands(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    jobs.pop("report", None)  # opens an issue, which only a workflow does
    run = set().union(*(commands(step.get("run", "")) for job in jobs.values() for step in job["steps"]))
    assert run
    assert run - documented() == set()
