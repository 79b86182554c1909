"""What a test run is told (the device), and what it tells (how many examples were proven, and where)."""

import os
import platform

import numpy
import pytest
import torch
from site_config import ROOT, build_site


def pytest_addoption(parser):
    parser.addoption("--device", help="where the examples run: cpu, cuda, mps, ... (else LECTURE_DEVICE)")
    parser.addini("device", "where the examples run, unless --device or LECTURE_DEVICE says otherwise")


def chosen_device(option, ini):
    """The device to run on. Raises UsageError, naming the setting to change, if this machine does not have it."""
    settings = {"--device": option, "LECTURE_DEVICE": os.environ.get("LECTURE_DEVICE"), "device in pyproject.toml": ini}
    setting, name = next((setting, name) for setting, name in settings.items() if name)
    try:
        torch.ones(1, device=name).item()
    except Exception:
        accelerator = torch.accelerator.current_accelerator(check_available=True)
        here = "cpu" if accelerator is None else f"cpu, {accelerator.type}"
        raise pytest.UsageError(f"{setting}: there is no device {name!r} here; choose one of: {here}") from None
    return torch.device(name)


def pytest_configure(config):
    config.device = chosen_device(config.getoption("--device"), config.getini("device"))


def pytest_report_header(config):
    return f"examples run on {where(config)}"


def where(config):
    versions = f"PyTorch {torch.__version__}, NumPy {numpy.__version__}, Python {platform.python_version()}"
    return f"{config.device} with {versions}"


def pytest_terminal_summary(terminalreporter, config):
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    pages = [dict(report.user_properties) for report in reports if "proven" in dict(report.user_properties)]
    if pages:
        proven = sum(page["proven"] for page in pages)
        failed = sum(page["failed"] for page in pages)
        text = f"{proven} examples on {len(pages)} pages proven on {where(config)}"
        if failed:
            text += f"; {failed} WRONG, and what follows an error was not run"
        terminalreporter.write_sep("-", text)


@pytest.fixture(scope="session")
def device(pytestconfig):
    return pytestconfig.device


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site, built once as for publishing at https://example.org/course/."""
    folder = tmp_path_factory.mktemp("site")
    run = build_site(ROOT, folder, SITE_URL="https://example.org/course/")
    assert run.returncode == 0, run.stderr
    return folder
