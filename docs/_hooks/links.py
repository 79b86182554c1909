"""Links between the pages of a language, as paths: `../lecture-2/softmax.md#sums` on `mistakes/method.md`."""

from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote


def target(uri, address):
    """The path of the page to which an address on the page `uri` leads."""
    path = unquote(address.partition("#")[0])
    return normpath(join(dirname(uri), path)) if path else uri


def relative(uri, place):
    """The address that on the page `uri` leads to a place, `lecture-2/softmax.md#sums`."""
    page, mark, heading = place.partition("#")
    return f"{relpath(page, dirname(uri))}{mark}{heading}"
