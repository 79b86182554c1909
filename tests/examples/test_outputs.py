"""The rule for documented outputs, on outputs made up for it. (test_digits.py tries it on every real digit.)"""

import pytest
import torch

from examples.outputs import agree, as_on_cpu, documented, is_on_edge

A, B = "0.3989511728286743164062500", "1.0000000000000000000000000"

# What is documented, what was printed, and what was with more decimals of tensors.
RIGHT = [
    ("tensor([0.3990, 1.0000])", "tensor([0.3990, 1.0000])", ""),
    ("tensor([0.3990, 1.0000])", "tensor([0.3989, 1.0000])", f"tensor([0.3989499996, {B}])"),  # noise
    ("tensor([1.0000e-05])", "tensor([9.9999e-06])", "tensor([9.99995e-06])"),
    ("tensor([1.0000e-05])", "tensor([1.0000e-05])", "tensor([9.9999997473787516355514526e-06])"),
    ("array([0.66666667])", "array([0.66666667])", ""),
    ("a\n\nb", "a\n\nb", ""),
]
WRONG = [
    ("tensor([0.3991])", "tensor([0.3990])", f"tensor([{A}])"),
    ("tensor([0.399])", "tensor([0.3990])", f"tensor([{A}])"),  # PyTorch prints four decimals
    ("tensor([-0.3990])", "tensor([0.3990])", f"tensor([{A}])"),
    ("tensor([1.0000])", "tensor([1.])", "tensor([1.])"),
    ("tensor([1, 2])", "tensor([1., 2.])", "tensor([1., 2.])"),
    ("array([0.6667])", "array([0.66666667])", "array([0.66666667])"),
    ("0.6667", "0.66666667", "0.66666667"),
    ("2.996286153793335", "2.996286153793336", "2.996286153793336"),
    ("torch.Size([2, 3])", "torch.Size([2, 4])", "torch.Size([2, 4])"),
    ("tensor([1, 2])", "tensor([1, 2, 2])", "tensor([1, 2, 2])"),
    ("tensor([0, 1, ...])", "tensor([0, 1, 2, 3])", "tensor([0, 1, 2, 3])"),
    ("['Hello', ',world']", "['Hello', ', world']", "['Hello', ', world']"),
    ("a b c", "a\nb\nc", "a\nb\nc"),
    ("a b", "a   b", "a   b"),
    ("a\nb", "a\n\nb", "a\n\nb"),
    ("ValueError: Sizes do ...", "ValueError: Sizes do not match", ""),
]


@pytest.mark.parametrize(("want", "got", "precise"), RIGHT)
def test_right(want, got, precise):
    assert agree(want, got, precise)


@pytest.mark.parametrize(("want", "got", "precise"), WRONG)
def test_wrong(want, got, precise):
    assert not agree(want, got, precise)


def test_what_no_reader_sees_does_not_count():
    assert documented("a  \n<BLANKLINE>\n\tb\n") == documented("a\n<BLANKLINE>\n    b \n") == "a\n\n    b"


@pytest.mark.parametrize(
    ("want", "precise", "edge"),
    [
        ("0.1235", "0.1234500035643577575683594", True),  # as near to 0.1234 as float32 tells
        ("0.1235", "0.1234600000000000000000000", False),
        ("0.1235", "0.1235", False),  # not a tensor's
    ],
)
def test_edge_of_two_roundings(want, precise, edge):
    assert is_on_edge(want, precise) == edge


def test_other_devices_may_round_differently():
    for want, got, precise in [
        ("tensor([36.])", "tensor([36.0000])", "tensor([36.0000038146972656250000000])"),
        ("2.996286153793335", "2.9962849617004395", "2.9962849617004395"),
    ]:
        assert agree(want, got, precise, on_cpu=False)
        assert not agree(want, got, precise, on_cpu=True)
    assert not agree("tensor([1.3871])", "tensor([1.3872])", "tensor([1.3872000000])", on_cpu=False)


def test_errors_of_other_devices_have_the_same_words():
    """Numbers and the names of devices aside."""
    error = "Traceback (most recent call last):\n    ...\n{}: expected {} on {}"
    want = error.format("RuntimeError", 3, "cpu")
    assert agree(want, error.format("RuntimeError", 4, "cuda:0"), on_cpu=False)
    assert not agree(want, error.format("RuntimeError", 4, "cpu"))
    assert not agree(want, error.format("ValueError", 3, "cuda:0"), on_cpu=False)
    assert not agree(want, error.format("RuntimeError", 3, "two cuda:0"), on_cpu=False)


def test_random_digits_may_differ_but_not_what_surrounds_them():
    assert agree("tensor([93, 80])", "tensor([61,  8])", digits=False)
    assert not agree("tensor([93, 80])", "tensor([61, 98, 70])", digits=False)
    assert not agree("tensor([93, 80])", "tensor([61, 98], dtype=torch.int32)", digits=False)


def test_device_is_not_a_difference():
    cuda = torch.device("cuda", 0)
    assert as_on_cpu("tensor([1., 2.], device='cuda:0', grad_fn=<X>)", cuda) == "tensor([1., 2.], grad_fn=<X>)"
    assert as_on_cpu("tensor([1.],\n       device='cuda:0')", cuda) == "tensor([1.])"
    assert as_on_cpu("device(type='cuda', index=0)", cuda) == "device(type='cpu')"
    assert as_on_cpu("tensor(1., device='cuda:1')", cuda) == "tensor(1., device='cuda:1')"
