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


# Asks Material's own search worker, as its search box does, and gives what is found for each query: pages, best
# first, each as the addresses of its sections.
ASK = """
async (queries) => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const base = new URL(config.base + "/", location)
  const index = await (await fetch(new URL("search/search_index.json", base))).json()
  const worker = new Worker(new URL(config.search, location))
  const ask = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage(message)
  })
  await ask({ type: 0, data: { ...index, options: { suggest: false } } })
  const found = {}
  for (const query of queries) {
    const { data } = await ask({ type: 2, data: query })
    found[query] = data.items.map((page) => page.map((section) => section.location))
  }
  worker.terminate()
  return found
}
"""


@pytest.mark.parametrize("language", QUERIES)
def test_queries(page, address, language):
    page.goto(f"{address}{language}/index.html")
    found = page.evaluate(ASK, list(QUERIES[language]))
    assert len(found) >= 40
    missed = {
        query: pages[:3]
        for query, pages in found.items()
        if not any(f"lecture-2/{QUERIES[language][query]}" in sections[:4] for sections in pages[:3])
    }
    assert not missed, "\n".join(f"{query}: {pages}" for query, pages in missed.items())
