"""Runs a Python command in a fork of a process that has the libraries loaded.

To start Python and to load PyTorch and MkDocs takes longer than most trials of this suite. Python's own fork server is
started once; it loads the libraries and no module of the project. Each run is a fork of it, in a folder of its own.
"""

import atexit
import multiprocessing
import os
import runpy
import sys
import tempfile
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

PROJECT = Path(__file__).parents[1]
# Those that take long; torch._dynamo and sympy are what PyTorch loads when an example first needs them.
LIBRARIES = [
    "torch",
    "torch._dynamo",
    "sympy",
    "numpy",
    "sybil.evaluators.doctest",
    "mkdocs.commands.build",
    "mkdocs_jupyter.plugin",
    "math_core",
    "mdit_py_plugins.admon",
    "jupytext",
    "bs4",
    "nbconvert.exporters",
    "ipykernel.kernelapp",
]

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"  # Windows has no fork
server = multiprocessing.get_context(METHOD)
server.set_forkserver_preload(LIBRARIES)


def begin():
    """Starts the server, if it is not there; does not wait until it has loaded the libraries."""
    if METHOD == "forkserver":
        forkserver.ensure_running()


@dataclass
class Run:
    """How a command ended: its exit status, and what it printed."""

    status: int
    out: str
    errors: str

    @property
    def printed(self):
        return self.out + self.errors


def run(module, *arguments, folder, **environment):
    """Runs `python -m module` with arguments, in a folder, and waits until it ends."""
    with tempfile.TemporaryDirectory() as files:
        out, errors = Path(files, "out"), Path(files, "errors")
        process = server.Process(target=become, args=(module, arguments, folder, environment, out, errors))
        process.start()
        process.join()
        return Run(process.exitcode, out.read_text("utf-8"), errors.read_text("utf-8"))


def become(module, arguments, folder, environment, out=os.devnull, errors=os.devnull):
    """Makes of this process what `python -m module` would be; what it prints goes into files."""
    for number, file in ((1, out), (2, errors)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.update(environment)
    forget_project()
    sys.path.insert(0, str(folder))
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # a fork of multiprocessing ends without them


def call(function, *arguments):
    """What a function of a module returns in a fork of the server, which may have processes of its own."""
    ours, theirs = server.Pipe(duplex=False)
    process = server.Process(target=send, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    result = ours.recv()
    process.join()
    return result


def send(connection, function, arguments):
    connection.send(function(*arguments))


def forget_project():
    """A copy of the project has modules of its own."""
    sys.path[:] = [path for path in sys.path if not Path(path).is_relative_to(PROJECT)]
    for name, module in list(sys.modules.items()):
        if name != __name__ and Path(getattr(module, "__file__", None) or "/").is_relative_to(PROJECT):
            del sys.modules[name]
