"""What errors and warnings say on a page, as a reader has it before him and pastes it."""

from doctest import DocTestParser
from itertools import pairwise

from parts import fence_info
from sessions import MESSAGE

NOT_RUN = "{ .message }"  # behind code in a text: the message of another version or device, which is not run here


def messages(parts):
    """The messages in some parts of a page: of errors and warnings in its outputs, and of those that are not run."""
    return [message for part in parts for node in part.walk() for message in [*shown(node), *not_run(node)]]


def shown(node):
    """The messages in the outputs of a session."""
    if node.type == "fence" and fence_info(node)[0] == "pycon":
        for example in DocTestParser().get_examples(node.content):
            yield from (match[0].strip() for match in MESSAGE.finditer(example.want))


def not_run(node):
    for code, following in pairwise(node.children if node.type == "inline" and node.parent.type != "heading" else ()):
        if code.type == "code_inline" and following.content.startswith(NOT_RUN):
            yield code.content
