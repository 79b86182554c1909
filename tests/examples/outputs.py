"""Does an example print what the page says it prints?

On the CPU it has to be the same text, line by line. Only the numbers of a tensor may differ from it, where float32's
noise decides how a value is rounded: a documented one is right if it is a correct rounding of the value, give or take
that noise. Which numbers are a tensor's is seen when the examples are run once more, and PyTorch prints more decimals.

On other devices all decimal numbers may differ by the noise of their arithmetic; of an error, numbers and the names of
devices are left aside.
"""

import functools
import re
from decimal import Decimal

from parts import TAB
from sessions import BLANK_LINE

SHOWN, PRECISE = 4, 25  # decimals of a tensor's numbers: on a page, and where its values are looked at

# One unit in the last place of a float32 is 1.2e-7 of its value. The documented outputs are the CPU's, where processors
# differ by no more than that; other devices add in another order and lose a few such units.
NOISE_ON_CPU = Decimal("1.2e-7")
NOISE_ELSEWHERE = Decimal("2e-6")

EMPTY = "\0"  # stands for an empty line alone
WIDE = re.compile(r"dtype=torch\.(?:float64|complex128)")
NUMBER = re.compile(r"(?<![\w.])[+-]?(?:\d+\.\d*|\.\d+|\d+(?=e))(?:e[+-]?\d+)?(?=j?(?![\w.]))")
ANY_NUMBER = re.compile(r"(?<![\w.])[+-]?\d+\.?\d*(?:e[+-]?\d+)?(?![\w.])")
SPACES = re.compile(r"(?<=[\[(,]) +| +(?=[\])-])|(?<= ) +")  # which line numbers up
ERROR = re.compile(r"(?:^|[ +])Traceback \(most recent call last\):$", re.M)


def lines(text):
    """A text as a reader sees it: without spaces at the ends of lines and the last line's end, and with no tabs.

    One empty line is not nothing.
    """
    if text == "\n":
        return EMPTY
    return "\n".join(line.rstrip().expandtabs(TAB) for line in text.removesuffix("\n").split("\n"))


def documented(want):
    """A documented output as it is printed."""
    return EMPTY if want.strip() == "<BLANKLINE>" else BLANK_LINE.sub("", lines(want))


@functools.lru_cache(maxsize=16)
def frame(text):
    """A text without its decimal numbers, and without the spaces that line them up."""
    return SPACES.sub("", NUMBER.sub("#", text))


@functools.lru_cache(maxsize=16)
def squeezed(text):
    """A frame on one line: with more decimals, PyTorch ends lines elsewhere."""
    return "".join(frame(text).split())


def differ_in_numbers(want, got):
    """Whether decimal numbers are all that makes two outputs differ."""
    return frame(want) == frame(got) and NUMBER.findall(want) != NUMBER.findall(got)


def agree(want, got, precise="", on_cpu=True, digits=True):
    """Whether a documented output is right, given what was printed, and what was with more decimals of tensors.

    Without `digits` only what surrounds the numbers has to be right.
    """
    if want == got:
        return True
    if not digits:
        return SPACES.sub("", ANY_NUMBER.sub("#", want)) == SPACES.sub("", ANY_NUMBER.sub("#", got))
    if not on_cpu and ERROR.search(want):
        return words_of_error(want) == words_of_error(got)
    if not differ_in_numbers(want, got) or squeezed(precise) != squeezed(got):
        return False
    if on_cpu and WIDE.search(got):
        return False  # its noise is far behind the decimals that are shown
    numbers = [NUMBER.findall(text) for text in (want, got, precise)]
    return all(number_agrees(*each, on_cpu) for each in zip(*numbers, strict=True))


def number_agrees(want, got, precise, on_cpu):
    """Whether a documented number is right, given what was printed, without and with more decimals."""
    if want == got:
        return True
    if want.startswith("-") != got.startswith("-") or (on_cpu and Decimal(want) == Decimal(got)):
        return False
    is_of_tensor = got != precise
    off, noise = abs(Decimal(want) - Decimal(precise)), noise_of(Decimal(precise), on_cpu)
    if is_of_tensor and decimals(want) == decimals(got):
        rounding = min(half_a_unit(want), half_a_unit(got))
        return off <= rounding + (min(noise, rounding) if on_cpu else noise)
    return not on_cpu and off <= noise  # of Python's numbers, and of whole ones: a tensor prints `2.` for 2.0


def noise_of(value, on_cpu):
    """By how much a value may be off; elsewhere numbers near zero are what is left of larger ones."""
    return abs(value) * NOISE_ON_CPU if on_cpu else max(abs(value), 1) * NOISE_ELSEWHERE


def is_on_edge(want, precise):
    """Whether a documented number and its neighbour are both right, since float32's noise decides."""
    value = Decimal(precise)
    off = abs(abs(Decimal(want) - value) - half_a_unit(want))
    return want != precise and off <= noise_of(value, on_cpu=True)


def decimals(number):
    """How many decimals a number is written with, before its exponent."""
    return len(number.partition("e")[0].partition(".")[2])


def half_a_unit(number):
    """Half a unit in the last place of a written number."""
    return Decimal(5).scaleb(Decimal(number).as_tuple().exponent - 1)


def words_of_error(text):
    """An error without its numbers and without the names of devices."""
    return re.sub(r"\b(?:cpu|cuda|mps|xpu|pretend)\b(?::#)?", "DEVICE", ANY_NUMBER.sub("#", text), flags=re.I)


def as_on_cpu(text, device):
    """What was seen as the CPU shows it: without the device that a tensor's text names elsewhere."""
    text = lines(text)
    if device.type == "cpu":
        return text
    index = device.index or 0
    text = re.sub(rf",\s+device='{device.type}(?::{index})?'", "", text)
    return re.sub(rf"device\(type='{device.type}'(?:, index={index})?\)", "device(type='cpu')", text)


def text_of(outputs):
    """The outputs of a notebook's cell as a page has them; of an error its last line."""
    texts = []
    for output in outputs:
        if output["output_type"] == "error":
            texts.append(f"{output['ename']}: {output['evalue']}" if output["evalue"] else output["ename"])
        else:
            texts += output["text"] if output["output_type"] == "stream" else [*output["data"]["text/plain"], "\n"]
    return "".join(texts)
