"""A pretend accelerator: tensors that say `pretend:0`, and are computed by the CPU.

It shows on any machine how pages fare where the default device is not the CPU: which tensors are created where, that
mixing devices is an error, that NumPy wants a copy, that random numbers come from another stream. It says nothing
about a real accelerator's arithmetic, or about operations that one lacks.

PyTorch lets a device be written in Python under the name PrivateUse1; how is private and may change, which is one
reason why PyTorch is pinned. Registering it changes the whole process, so this module is imported only on request.
"""

import os
from typing import ClassVar

import torch
from torch.utils._mode_utils import no_dispatch
from torch.utils._pytree import tree_map
from torch.utils.backend_registration import _setup_privateuseone_for_python_backend

NAME = "pretend"
STREAM = torch.Generator()
NOISE = float(os.environ.get("PRETEND_NOISE", 0))  # the relative error of every result of the operations in NOISY
aten = torch.ops.aten
NOISY = {"mm", "exp", "log", "sum", "mean", "std", "_softmax", "_log_softmax", "nll_loss_forward", "sigmoid"}
COPIES = {aten._to_copy.default, aten.copy_.default, aten._copy_from.default}  # may see two devices


class Backend:
    """What PyTorch asks of a device's module, torch.pretend."""

    is_available = is_initialized = staticmethod(lambda: True)
    device_count = staticmethod(lambda: 1)
    current_device = staticmethod(lambda: 0)
    _is_in_bad_fork = staticmethod(lambda: False)
    get_rng_state = staticmethod(lambda device=None: STREAM.get_state())
    set_rng_state = staticmethod(lambda state, device=None: STREAM.set_state(state))

    @staticmethod
    def manual_seed_all(seed):
        STREAM.manual_seed(seed ^ 0x5DEECE66D)  # other numbers than the CPU draws with the same seed

    manual_seed = manual_seed_all


_setup_privateuseone_for_python_backend(NAME, backend_module=Backend)
DEVICE = torch.device(NAME, 0)


class PretendTensor(torch.Tensor):
    """A tensor on the pretend device; `on_cpu` holds its numbers."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, on_cpu):
        tensor = torch.Tensor._make_wrapper_subclass(
            cls,
            on_cpu.shape,
            strides=on_cpu.stride(),
            storage_offset=on_cpu.storage_offset(),
            dtype=on_cpu.dtype,
            device=DEVICE,
        )
        tensor.on_cpu = on_cpu
        return tensor

    @classmethod
    def __torch_dispatch__(cls, operation, types, args=(), kwargs=None):
        return compute(operation, *args, **(kwargs or {}))

    @property
    def data(self):
        return torch.Tensor.data.__get__(self)

    @data.setter
    def data(self, tensor):
        torch.Tensor.data.__set__(self, tensor)
        self.on_cpu = tensor.on_cpu

    def __format__(self, spec):
        return format(self.item(), spec) if self.dim() == 0 else repr(self)

    def tolist(self):
        return self.on_cpu.tolist()

    def data_ptr(self):
        return self.on_cpu.data_ptr()

    def numpy(self, **_):
        raise TypeError(
            f"can't convert {DEVICE} device type tensor to numpy. "
            "Use Tensor.cpu() to copy the tensor to host memory first."
        )

    def __array__(self, dtype=None, copy=None):
        return self.numpy()

    def __repr__(self, **kwargs):
        return f"t{super().__repr__(**kwargs)[1:]}"  # that of a subclass begins with its name


PretendTensor.__name__ = "Tensor"  # which messages name


def error_on_cuda(operation, args):
    """The error of an operation that CUDA refuses, or refuses in other words than the CPU; None of another."""
    if operation is aten.mm.default:
        first, second = (factor.is_floating_point() for factor in args)
        if first != second:
            return RuntimeError("expected mat1 and mat2 to have the same dtype, but got: long int != float")
        return None if first else RuntimeError("\"mm\" not implemented for 'Long'")
    if operation is aten._softmax.default and not args[0].is_floating_point():
        return NotImplementedError("\"host_softmax\" not implemented for 'Long'")
    if operation is aten.nll_loss_forward.default:
        logits, labels = args[:2]
        if labels.is_floating_point():
            return NotImplementedError("\"nll_loss_forward\" not implemented for 'Float'")
        if labels.numel() and labels.max() >= logits.shape[-1]:
            return RuntimeError("CUDA error: device-side assert triggered")
    return None


def compute(operation, *args, **kwargs):
    """Runs an operation of PyTorch on the CPU, and puts its results on the pretend device."""

    if error := error_on_cuda(operation, args):
        raise error

    def to_cpu(value):
        if isinstance(value, PretendTensor):
            return value.on_cpu
        if isinstance(value, torch.Tensor) and value.dim() and operation not in COPIES:
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                f"{DEVICE} and {value.device}!"
            )
        if isinstance(value, torch._C.Generator) and value._cdata not in Generator.on_pretend_device:
            raise RuntimeError(f"Expected a '{NAME}' device type for generator but found '{value.device.type}'")
        return torch.device("cpu") if isinstance(value, torch.device) else value

    cpu_args, cpu_kwargs = tree_map(to_cpu, (args, kwargs))
    takes_generator = any(argument.name == "generator" for argument in operation._schema.arguments)
    if takes_generator and torch.Tag.nondeterministic_seeded in operation.tags:
        cpu_kwargs["generator"] = cpu_kwargs.get("generator") or STREAM
    results = operation(*cpu_args, **cpu_kwargs)
    if torch.Tag.inplace_view in operation.tags:
        with no_dispatch():
            operation(*args, **kwargs)  # gives the tensor around the numbers their new shape
    if operation._schema.name.endswith("_") and not operation._schema.name.endswith("__"):
        return args[0]  # an operation in place
    if "out" in kwargs:
        return kwargs["out"]
    target = kwargs.get("device")
    if operation is aten._to_copy.default and target is not None and target.type == "cpu":
        return results

    def to_pretend(value):
        if not isinstance(value, torch.Tensor):
            return value
        if NOISE and operation.overloadpacket.__name__ in NOISY and value.is_floating_point():
            value = value * (1 + NOISE * (2 * torch.rand(value.shape, generator=torch.Generator()) - 1))
        return PretendTensor(value)

    return tree_map(to_pretend, results)


class Generator(torch.Generator):
    """A generator of the pretend device; PyTorch cannot make one for a device written in Python."""

    on_pretend_device: ClassVar = set()  # their addresses: PyTorch hands operations a new object for the same generator

    def __new__(cls, device="cpu"):
        generator = super().__new__(cls, device="cpu")
        cls.on_pretend_device.discard(generator._cdata)  # of an earlier one at the same address
        if torch.device(device).type == NAME:
            cls.on_pretend_device.add(generator._cdata)
        return generator


torch.Generator = Generator

library = torch.library.Library("_", "IMPL")
library.fallback(compute, "PrivateUse1")


@torch.library.impl("aten::_copy_from", "PrivateUse1")
def _copy_from(source, destination, non_blocking=False):
    """torch.tensor() copies its data with Python's dispatch switched off, so the fallback does not see it."""
    getattr(destination, "on_cpu", destination).copy_(getattr(source, "on_cpu", source))
    return destination


def _register_factory(name):
    """Operations that PyTorch builds by resizing an empty tensor, which a wrapper cannot do."""
    packet, _, overload = name.partition(".")
    operation = getattr(getattr(aten, packet), overload or "default")

    def factory(*args, **kwargs):
        return PretendTensor(operation(*args, **{**kwargs, "device": torch.device("cpu")}))

    torch.library.impl(f"aten::{name}", "PrivateUse1")(factory)


for _name in ("eye", "eye.m", "arange", "arange.start", "arange.start_step", "linspace"):
    _register_factory(_name)
