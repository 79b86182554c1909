"""Does an example print what the page says it prints?

Examples are run with PyTorch printing four more decimals than a page shows. A documented number is right if it is the
correct rounding of such a value, give or take float32 noise; everything else has to be the same text, spaces aside.
"""

import doctest
import functools
import re
from decimal import Decimal

SHOWN, PRINTED = 4, 8  # decimals of a tensor's numbers: on a page, and while its examples are tested

# One unit in the last place of a float32 is 1.2e-7 of its value. The documented outputs are the CPU's, where processors
# differ by no more than that; other devices add in another order and lose a few such units.
NOISE_ON_CPU = Decimal("1.2e-7")
NOISE_ELSEWHERE = Decimal("2e-6")

FLOAT = re.compile(r"(?<![\w.])[+-]?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?(?![\w.])")
ANY_NUMBER = re.compile(r"(?<![\w.])[+-]?\d+\.?\d*(?:e[+-]?\d+)?(?![\w.])")
SPACING = re.compile(r"\s*([][(),])\s*|\s+")
BLANK_LINE = re.compile(r"^<BLANKLINE>$", re.M)
ERROR = re.compile(r"\w+(?:Error|Exception): ")


def numbers_agree(want, got, on_cpu):
    """Whether the documented number `want` is right, given that the example printed `got`; both are strings."""
    if want == got:
        return True
    value, unit = Decimal(got), Decimal(want).as_tuple().exponent
    off = abs(Decimal(want) - value)
    noise = abs(value) * (NOISE_ON_CPU if on_cpu else NOISE_ELSEWHERE)
    if want.startswith("-") != got.startswith("-"):
        return False
    if unit - value.as_tuple().exponent == PRINTED - SHOWN:  # a tensor's number, printed with more decimals
        return off <= Decimal(5).scaleb(unit - 1) + noise
    # A tensor prints `2.` for a whole number, and a Python float prints all its digits: on the CPU they are the same.
    return not on_cpu and off <= max(noise, NOISE_ELSEWHERE)


@functools.lru_cache(maxsize=4)
def read(text):
    """An output without the spaces that do not count, the same with `#` for each decimal number, and these numbers."""
    text = SPACING.sub(lambda match: match[1] or " ", text.strip())
    return text, FLOAT.sub("#", text), FLOAT.findall(text)


def outputs_agree(want, got, on_cpu=True, digits=True):
    """Whether the documented output `want` is right; without `digits` only what surrounds the numbers has to be."""
    (want, frame, numbers), (got, got_frame, got_numbers) = read(BLANK_LINE.sub("", want)), read(got)
    if ERROR.match(want) and "..." in want:  # a message may be abridged
        return re.fullmatch(".*".join(re.escape(part.strip()) for part in want.split("...")), got) is not None
    if not digits:
        return ANY_NUMBER.sub("#", want) == ANY_NUMBER.sub("#", got)
    return frame == got_frame and all(numbers_agree(*pair, on_cpu) for pair in zip(numbers, got_numbers, strict=True))


def as_on_cpu(text, device):
    """The output without the device that a tensor's text names where it is not the CPU."""
    if device.type == "cpu":
        return text
    index = device.index or 0
    text = re.sub(rf",\s+device='{device.type}(?::{index})?'", "", text)
    return re.sub(rf"device\(type='{device.type}'(?:, index={index})?\)", "device(type='cpu')", text)


class OutputChecker(doctest.OutputChecker):
    """The rule above, for a doctest runner; keeps what it was asked to compare last."""

    def __init__(self, device):
        self.device, self.digits, self.compared = device, True, ("", "")

    def check_output(self, want, got, optionflags):
        got = as_on_cpu(got, self.device)
        self.compared = want, got
        return outputs_agree(want, got, self.device.type == "cpu", self.digits)


def text_of(outputs):
    """The outputs of a notebook's cell as a page has them; of an error its last line."""
    texts = []
    for output in outputs:
        if output["output_type"] == "error":
            texts.append(f"{output['ename']}: {output['evalue']}" if output["evalue"] else output["ename"])
        else:
            texts += output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"]
    return "".join(texts)
