"""The harness: it proves that the examples of the pages print what the pages say. START HERE.

`running.py` finds the examples of a page and runs them; `outputs.py` is the rule for what they print; `update.py`
writes outputs that no longer hold; `device.py` chooses the device, and `pretend_device.py` is one that every machine
has. The pages are proven in `tests/pages/`; the tests in this folder prove that the harness notices what is wrong.
"""
