"""Runs a function in a process of its own in which no page has run, whatever the pages before have left behind.

Such processes are forks of one that was forked before the first page; Windows, which has no fork, starts Python anew.
"""

import multiprocessing
import os
import traceback
import warnings

server = None


def begin():
    """Forks the process that will be forked. It ends when this one does."""
    global server
    if server is None and hasattr(os, "fork"):
        server, its_end = multiprocessing.Pipe()
        with warnings.catch_warnings():  # other threads, such as xdist's, do not matter to what runs here
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if not pid:
            server.close()
            serve(its_end)
        its_end.close()


def serve(connection):
    """Answers requests, each in a fork."""
    while True:
        try:
            function, arguments = connection.recv()
        except EOFError:
            os._exit(0)
        if pid := os.fork():
            if os.waitpid(pid, 0)[1]:
                connection.send((None, None))
        else:
            try:
                connection.send((function(*arguments), None))
            except BaseException:  # or the fork would go on as if it ran the tests
                connection.send((None, traceback.format_exc()))
            finally:
                os._exit(0)


def alone(function, *arguments):
    """What a function of a module returns; None if Python itself ends meanwhile. Raises RuntimeError with its error."""
    if not hasattr(os, "fork"):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.apply(function, arguments)
    begin()
    server.send((function, arguments))
    result, error = server.recv()
    if error:
        raise RuntimeError(error)
    return result
