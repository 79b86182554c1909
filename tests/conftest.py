"""Options of a test run, such as the device; and its last lines, which say how many examples were proven, and where."""

import ctypes
import datetime
import gc
import json
import os
import platform
from pathlib import Path

import forked
import numpy
import pytest
import torch
from copies import ADDRESSES, build
from examples import alone
from examples.device import chosen_device
from filelock import FileLock
from places import PageError
from project import ROOT, all_drafts
from promises import kept
from record import digest_of_site

NO_SITE = pytest.StashKey[bool]()
M_MMAP_THRESHOLD = -3  # <malloc.h>


def pytest_addoption(parser):
    parser.addoption("--device", help="where the examples run: cpu, cuda, mps, ... (else LECTURE_DEVICE)")
    parser.addoption("--update", action="store_true", help="write anew the outputs and figures that no longer hold")
    parser.addoption("--record", metavar="FILE", help="write what was proven to FILE; the site shows record.json")
    parser.addini("device", "where the examples run, unless --device or LECTURE_DEVICE says otherwise")


def pytest_configure(config):
    config.device = chosen_device(config.getoption("--device"), config.getini("device"))
    if config.getoption("--update") and config.device.type != "cpu":
        raise pytest.UsageError("--update writes the CPU's outputs, which are the documented ones; leave out --device")
    if config.getoption("--update") and config.getoption("numprocesses"):
        raise pytest.UsageError("--update writes files that pages share; leave out -n")
    try:
        all_drafts()
    except PageError as error:
        raise pytest.UsageError(str(error)) from None
    torch.set_num_threads(1)  # the tensors of a lecture are small: a second thread would only take turns with the first
    keep_large_tensors_apart()
    if config.option.keyword and tests_all(config) and not config.option.collectonly:
        forked.begin()  # some of the tests of a page need the site


def tests_all(config):
    """Whether the command names no tests."""
    return config.args_source is not pytest.Config.ArgsSource.ARGS


def keep_large_tensors_apart():
    """Has the C library return the memory of a large tensor when it is freed.

    glibc learns from the first one to put the next among small objects, which then hold its place: after thousands of
    pages that is half a gigabyte. See M_MMAP_THRESHOLD in mallopt(3). Other systems have no such call.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 1 << 20)


def pytest_xdist_auto_num_workers(config):
    """As many processes as there are cores for the whole suite; one for a part of it, which is done sooner so."""
    return (
        0 if is_part(config) else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )


def is_part(config):
    """Whether the command runs a part of the suite."""
    options = config.option.keyword, config.option.markexpr, config.getoption("lf", False), config.option.update
    return any(options) or not tests_all(config)


def pytest_collection_modifyitems(config, items):
    """Leaves out, on the CPU, the tests of what only another device can show; test_devices.py has a run of those.

    An update runs what it writes alone: other tests would see a site that was built before it. What takes longest
    begins first, so that it is not what the other processes wait for at the end.
    """
    for item in items:
        item.user_properties += [("promise", mark.args[0]) for mark in item.iter_markers("promise")]
    elsewhere = [item for item in items if config.device.type == "cpu" and item.get_closest_marker("off_cpu")]
    if config.getoption("--update"):
        elsewhere = [item for item in items if not item.get_closest_marker("updates")]
    items[:] = [item for item in items if item not in elsewhere]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    config.hook.pytest_deselected(items=elsewhere)


def pytest_collection_finish(session):
    """What is loaded by now stays, so Python's collector need not look at it again and again.

    What runs in forks waits for the process that is forked, so that one loads its libraries meanwhile.
    """
    gc.collect()
    gc.freeze()
    alone.begin()
    if not session.config.option.collectonly and any("tmp_path_factory" in item.fixturenames for item in session.items):
        forked.begin()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """What is wrong with a page is said in its one line, whichever test comes upon it."""
    try:
        return (yield)
    except PageError as error:
        wrong = str(error)
    pytest.fail(wrong, pytrace=False)


def pytest_runtest_setup(item):
    """If the site cannot be built, one test says why, and the others that need it are skipped."""
    if NO_SITE in item.config.stash and "site" in item.fixturenames:
        pytest.skip("there is no site; an error of another test says why")


def pytest_report_header(config):
    return f"examples run on {where(config)}"


def versions():
    return {"torch": torch.__version__, "numpy": numpy.__version__, "python": platform.python_version()}


def where(config):
    return "{} with PyTorch {torch}, NumPy {numpy}, Python {python}".format(config.device, **versions())


def properties(terminalreporter, name):
    """What the tests of the pages recorded under a name."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    return [value for report in reports for key, value in report.user_properties if key == name]


def pytest_terminal_summary(terminalreporter, config):
    for places in properties(terminalreporter, "updated"):
        for place in places:
            terminalreporter.write_line(f"updated {place}")
    for language, uris in all_drafts().items():
        for uri in sorted(uris):
            terminalreporter.write_line(f"docs/{language}/{uri} is a draft, and not published")
    for numbers in properties(terminalreporter, "on_edge"):
        for number in numbers:
            terminalreporter.write_line(
                f"{number} lies on the edge of two roundings, and another computer may show the other"
            )
    pages = properties(terminalreporter, "proven")
    if pages:
        examples, failed = (sum(page[count] for page in pages) for count in ("examples", "failed"))
        text = f"{examples} examples on {len(pages)} pages proven on {where(config)}"
        if failed:
            text += f"; {failed} WRONG, and what follows an error was not run"
        terminalreporter.write_sep("-", text)
    if config.getoption("--record"):
        browsers = properties(terminalreporter, "browser")
        tried = {"sha256": digest_of_site(), "browser": next(iter(browsers), ""), "kept": kept(terminalreporter.stats)}
        proven = [page for page in pages if not page["failed"]]
        write_record(config, proven, {} if is_part(config) else {"promises": tried})


def write_record(config, pages, promises):
    """Writes what was proven in this run: where, with which versions, when, and of which pages."""
    record = {
        "device": config.device.type,
        **versions(),
        "date": datetime.date.today().isoformat(),
        "examples": sum(page["examples"] for page in pages),
        "pages": sorted(pages, key=lambda page: page["page"]),
        **promises,
    }
    Path(config.getoption("--record")).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


@pytest.fixture(scope="session")
def device(pytestconfig):
    return pytestconfig.device


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id, pytestconfig):
    """The folder of the site, built once as it is published: at an address, with a repository."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder, unfinished = shared / "site/course", shared / "unfinished/course"
    with FileLock(shared / "site.lock"):  # one process builds it, the others wait
        if unfinished.is_dir():
            pytest.skip("there is no site; an error of another test says why")
        if not folder.is_dir():
            run = build(ROOT, unfinished, **ADDRESSES)
            if run.status:
                unfinished.mkdir(parents=True, exist_ok=True)
                pytestconfig.stash[NO_SITE] = True
                pytest.fail(f"The site cannot be built:\n{complaints(run)}", pytrace=False)
            unfinished.parent.rename(folder.parent)
    return folder


def complaints(run):
    """What a build warns of and what ends it, a line each; all that it printed if that is something else."""
    lines = [line for line in run.errors.splitlines() if line.startswith(("WARNING", "ERROR"))]
    return "\n".join(lines) or run.printed
