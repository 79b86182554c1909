"""The rule for documented outputs, on outputs made up for it. (test_examples.py tries it on every real digit.)"""

import pytest
import torch

from examples.outputs import as_on_cpu, outputs_agree

RIGHT = [
    ("tensor([0.3990, 1.0000])", "tensor([0.39895117, 1.00000000])"),
    ("tensor([6.7886e-02, 9.3189e-01])", "tensor([6.78864494e-02, 9.31885123e-01])"),
    ("tensor([[1., 2.],\n        [3., 4.]])", "tensor([[1., 2.],\n        [3., 4.]])"),
    ("tensor([ 1.0986, 10.8249])", "tensor([ 1.09861231, 10.82490540])"),
    ("tensor(1.3871, grad_fn=<NllLossBackward0>)", "tensor(1.38709474,\n       grad_fn=<NllLossBackward0>)"),
    ("tensor([nan, inf, -0.0000])", "tensor([nan, inf, -0.00000000])"),
    ("x = 2.9963", "x = 2.9963"),
    ("ValueError: Probabilities do not ...", "ValueError: Probabilities do not sum to 1."),
    ("RuntimeError: expected ... but got: a", "RuntimeError: expected m1 and m2 to have the same dtype, but got: a"),
    ("tensor(0.5000)", "tensor(0.54999995)".replace("4999995", "0004999")),
]
WRONG = [
    ("tensor([2., 3.])", "tensor([1., 2.])"),
    ("tensor([0.3991])", "tensor([0.39895117])"),
    ("tensor([0.399])", "tensor([0.39895117])"),  # PyTorch prints four decimals
    ("tensor([0.3990])", "tensor([-0.39895117])"),
    ("tensor([0.0000])", "tensor([-0.00000000])"),
    ("tensor([1.0000])", "tensor([1.])"),
    ("tensor([1, 2])", "tensor([1., 2.])"),
    ("x = 2.9963", "x = 2.9964"),
    ("2.996286153793335", "2.996286153793336"),
    ("torch.Size([2, 3])", "torch.Size([2, 4])"),
    ("tensor([1, 2])", "tensor([1, 2, 2])"),
    ("ValueError: Probabilities do not ...", "TypeError: Probabilities do not sum to 1."),
    ("RuntimeError: expected ... but got: a", "RuntimeError: expected m1 and m2 to have the same dtype, but got: b"),
    ("tensor([0, 1, ...])", "tensor([0, 1, 2, 3])"),
    ("a b", "a c"),
]


@pytest.mark.parametrize(("want", "got"), RIGHT)
def test_right(want, got):
    assert outputs_agree(want, got)


@pytest.mark.parametrize(("want", "got"), WRONG)
def test_wrong(want, got):
    assert not outputs_agree(want, got)


def test_other_devices_may_round_differently():
    for want, got in [("tensor([36.])", "tensor([36.00000381])"), ("2.996286153793335", "2.9962849617004395")]:
        assert outputs_agree(want, got, on_cpu=False)
        assert not outputs_agree(want, got, on_cpu=True)
    assert not outputs_agree("tensor([1.3871])", "tensor([1.38720000])", on_cpu=False)


def test_random_digits_may_differ_but_not_what_surrounds_them():
    assert outputs_agree("tensor([93, 80])", "tensor([61, 98])", digits=False)
    assert not outputs_agree("tensor([93, 80])", "tensor([61, 98, 70])", digits=False)
    assert not outputs_agree("tensor([93, 80])", "tensor([61, 98], dtype=torch.int32)", digits=False)


def test_device_is_not_a_difference():
    cuda = torch.device("cuda", 0)
    assert as_on_cpu("tensor([1., 2.], device='cuda:0', grad_fn=<X>)", cuda) == "tensor([1., 2.], grad_fn=<X>)"
    assert as_on_cpu("tensor([1.],\n       device='cuda:0')", cuda) == "tensor([1.])"
    assert as_on_cpu("device(type='cuda', index=0)", cuda) == "device(type='cpu')"
    assert as_on_cpu("tensor(1., device='cuda:1')", cuda) == "tensor(1., device='cuda:1')"
