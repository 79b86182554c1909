"""What students type is found: in any form of the word, with and without diacritics, in their language only."""

import pytest

# What is typed, and the section that has to be among the first three results.
QUERIES = {
    "pl": {
        "entropia krzyżowa": "cross-entropy.html",
        "entropii krzyzowej": "cross-entropy.html",
        "entropii krzyzowa": "cross-entropy.html",
        "mnozenie macierzy": "broadcasting.html#matmul",
        "mnożeniu macierzy": "broadcasting.html#matmul",
        "gradientow": "gradients.html",
        "gradientów": "gradients.html",
        "zerowanie gradientu": "gradient-descent.html#no-zero",
        "losowanie z rozkladu": "random-numbers.html",
        "losowanie z prawdopodobieństwami": "random-numbers.html#multinomial",
        "keepdim": "softmax.html#keepdim",
        "RuntimeError size of tensor": "broadcasting.html#rules",
        "rozglaszanie": "broadcasting.html",
        "rozgłaszania": "broadcasting.html",
        "temperatury": "softmax.html#temperature",
        "przepelnienie": "softmax.html#overflow",
        "wspolczynnik uczenia": "gradient-descent.html#learning-rate",
        "współczynnika uczenia": "gradient-descent.html#learning-rate",
        "ziarna": "random-numbers.html#seed",
        "widok pamięć": "shape-and-views.html#view",
        "wycinki": "shape-and-views.html#index",
        "softmaksu": "softmax.html",
        "cross_entropy": "cross-entropy.html#functional",
        "multinomial": "random-numbers.html#multinomial",
        "one-hot": "one-hot.html",
        "optymalizatory": "gradient-descent.html#optimizer",
        "perpleksji": "cross-entropy.html#guess",
        "wyrazenie listowe": "python-for-lab-2.html#comprehensions",
        "bigramy": "python-for-lab-2.html#bigrams",
        "konkatenacji": "joining.html#cat",
        "układanie w stos": "joining.html#stack",
        "typy danych": "tensors.html#dtype",
        "kształtu": "shape-and-views.html",
        "logitow": "logits.html",
        "wyraz wolny": "logits.html#bias",
        "transpozycja": "shape-and-views.html#view",
        "normalny": "random-numbers.html#normal",
        "no_grad": "gradient-descent.html#no-grad",
        "requires_grad": "gradients.html#function",
        "stack": "joining.html#stack",
        "urzadzenie": "tensors.html#device",
    },
    "en": {
        "cross entropy": "cross-entropy.html",
        "matrix multiplication": "broadcasting.html#matmul",
        "multiplying matrices": "broadcasting.html#matmul",
        "gradients": "gradients.html",
        "zeroing gradients": "gradient-descent.html#no-zero",
        "sampling from a distribution": "random-numbers.html#multinomial",
        "keepdim": "softmax.html#keepdim",
        "RuntimeError size of tensor": "broadcasting.html#rules",
        "broadcast": "broadcasting.html",
        "broadcasting rules": "broadcasting.html#rules",
        "temperature": "softmax.html#temperature",
        "overflow": "softmax.html#overflow",
        "learning rates": "gradient-descent.html#learning-rate",
        "seed": "random-numbers.html#seed",
        "view shares memory": "shape-and-views.html#view",
        "slices": "shape-and-views.html#index",
        "cross_entropy": "cross-entropy.html#functional",
        "multinomial": "random-numbers.html#multinomial",
        "one hot": "one-hot.html",
        "optimizers": "gradient-descent.html#optimizer",
        "perplexity": "cross-entropy.html#guess",
        "list comprehension": "python-for-lab-2.html#comprehensions",
        "bigrams": "python-for-lab-2.html#bigrams",
        "concatenate": "joining.html#cat",
        "data type": "tensors.html#dtype",
        "reshape": "shape-and-views.html#reshape",
        "logit": "logits.html",
        "bias": "logits.html#bias",
        "transpose": "shape-and-views.html#view",
        "normal distribution": "random-numbers.html#normal",
        "no_grad": "gradient-descent.html#no-grad",
        "requires_grad": "gradients.html#function",
        "stacking": "joining.html#stack",
        "device": "tensors.html#device",
        "float64": "numpy-sampling.html#conversion",
        "from_numpy": "numpy-sampling.html#conversion",
        "zip strict": "python-for-lab-2.html#zip",
        "probabilities do not sum to 1": "numpy-sampling.html#sum-to-one",
        "axis disappears": "sums-and-axes.html#axis",
        "training the network": "gradient-descent.html#training",
    },
}


# The addresses that the first three results in the search box lead to.
SHOWN = """
() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 3).flatMap(
  (result) => [...result.querySelectorAll("a")].filter((link) => link.checkVisibility()).map((link) => link.href))
"""


def results(page, query, wanted):
    """Types a query into the search box, and gives what it shows for it: as wanted, or as it is after three seconds."""
    page.fill(".md-search__input", "")
    page.keyboard.type(query)
    for _ in range(60):
        page.wait_for_timeout(50)
        if wanted in page.evaluate(SHOWN):
            break
    page.wait_for_timeout(50)  # it may have been there for the first letters alone
    return page.evaluate(SHOWN)


@pytest.mark.parametrize("language", QUERIES)
def test_box_shows_what_is_looked_for(page, address, language):
    assert len(QUERIES[language]) >= 40
    page.goto(f"{address}{language}/index.html", wait_until="networkidle")
    page.wait_for_timeout(300)  # the theme closes search 125 ms after it has opened a page
    page.click(".md-search__input")
    missed = {}
    for query, section in QUERIES[language].items():
        wanted = f"{address}{language}/lecture-2/{section}"
        for typed in (query[:-1], query):  # as one types, too
            links = results(page, typed, wanted)
            assert all(link.startswith(f"{address}{language}/") for link in links), typed
            if wanted not in links:
                missed[typed] = [link.removeprefix(f"{address}{language}/") for link in links]
    assert not missed
