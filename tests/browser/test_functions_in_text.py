"""A function in the text leads to the index, and the index to the very words that explain it, also in a closed box."""

import function_index
import pytest
from project import explanations, languages
from stage import soon, visit

NAME = "torch.Tensor.contiguous"  # explained in a box that is closed


@pytest.mark.parametrize("language", languages())
def test_index_leads_to_the_words_that_explain(page, root, language):
    (explanation,) = explanations(language)[NAME]
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{root}{language}/{explanation.uri.replace('.md', '.html')}")
    page.locator("article a:visible > code").first.click()
    page.wait_for_url(f"**/{function_index.page_of(NAME).replace('.md', '.html')}#torch.*")
    page.locator(f"h3[id='{NAME}'] + p a").first.click()
    page.wait_for_url(f"**/*#{explanation.id}")
    assert soon(page, f"document.getElementById('{explanation.id}').checkVisibility()")
    box = page.locator(f"code[id='{explanation.id}']").bounding_box()
    assert 0 < box["y"] < 844
