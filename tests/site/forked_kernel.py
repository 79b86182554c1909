"""A Jupyter kernel that is a fork of a process which has PyTorch loaded: see forked.py."""

import os

import forked
from jupyter_client.manager import AsyncKernelManager


class KernelProcess(forked.server.Process):
    """A fork, with what jupyter_client asks of a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def poll(self):
        return self.exitcode

    def wait(self):
        self.join()
        return self.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)


class ForkedKernelManager(AsyncKernelManager):
    """Starts kernels as forks, for nbclient."""

    async def _async_launch_kernel(self, kernel_cmd, **kw):
        arguments = ["-f", self.connection_file]
        kernel = KernelProcess(target=forked.become, args=("ipykernel_launcher", arguments, kw["cwd"], {}))
        kernel.start()
        self.provisioner.process = kernel
