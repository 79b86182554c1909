"""Which device the examples run on."""

import contextlib
import os

import pytest
import torch


def chosen_device(option, ini):
    """The device to run on. Raises UsageError, naming the setting to change, if this machine does not have it."""
    settings = {"--device": option, "LECTURE_DEVICE": os.environ.get("LECTURE_DEVICE"), "device in pyproject.toml": ini}
    setting, name = next((setting, name) for setting, name in settings.items() if name)
    if name == "pretend":
        from examples import pretend_device  # registers itself, for the whole process

        return pretend_device.DEVICE
    try:
        torch.ones(1, device=name).item()
    except Exception:
        accelerator = torch.accelerator.current_accelerator(check_available=True)
        here = "cpu" if accelerator is None else f"cpu, {accelerator.type}"
        raise pytest.UsageError(f"{setting}: there is no device {name!r} here; choose one of: {here}") from None
    return torch.device(name)


@contextlib.contextmanager
def on_the_cpu(names):
    """What is run meanwhile finds the CPU as the default device, and there the tensors that have names."""
    there = {name: tensor for name, tensor in names.items() if isinstance(tensor, torch.Tensor)}
    here = {name: tensor.cpu() for name, tensor in there.items()}
    names.update(here)
    with torch.device("cpu"):
        yield
    names.update({name: there[name] for name, tensor in here.items() if names.get(name) is tensor})
