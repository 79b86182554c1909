"""Which functions the examples use is listed, docs/functions.yml, and each is explained at one place in the text."""

import pytest
from examples.calls import LIST, functions, listed, write
from project import ROOT, all_functions, explanations, languages, pages, pages_elsewhere

FIRST, *OTHERS = languages()
WHERE = {**dict.fromkeys(pages(FIRST), FIRST), **pages_elsewhere(FIRST)}  # the pages, in a language that has them


@pytest.mark.updates
@pytest.mark.parametrize("uri", WHERE)
def test_list_has_what_the_examples_use(uri, request, record_property):
    found = functions(f"{WHERE[uri]}/{uri}")
    if found != listed().get(uri, {}) and request.config.getoption("--update"):
        write(uri, found)
        record_property("updated", [f"{LIST.relative_to(ROOT)}: {uri}"])
    if found != (known := listed().get(uri, {})):
        wrong = sorted(name for name in {**found, **known} if found.get(name) != known.get(name))
        pytest.fail(
            f"docs/functions.yml: {', '.join(wrong)} on {uri}: not as in the examples; run pytest --update",
            pytrace=False,
        )


def test_list_has_no_other_pages():
    assert [uri for uri in listed() if uri not in WHERE] == []


def addresses(code):
    return {name: [one.address for one in found] for name, found in explanations(code).items()}


@pytest.mark.parametrize("code", languages())
def test_every_function_is_explained_once(code):
    found, wrong = explanations(code), []
    for name, uris in all_functions().uses.items():
        places = [one.place for one in found.get(name, [])]
        if not places:
            wrong.append(
                f"docs/{code}/{next(iter(uris))} uses {name}, and no page explains it: mark where one does, "
                f"`{name}`{{ .explained }}"
            )
        if len(places) > 1:
            wrong.append(f"{name} is marked as explained more than once: {', '.join(places)}; leave one mark")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("code", OTHERS)
def test_languages_explain_at_the_same_place(code):
    assert addresses(code) == addresses(FIRST)
