"""START HERE. What the build of a language adds to MkDocs and its theme, step by step, in the order of the steps.

root.py makes one `LanguageBuild` for each language and gives it to MkDocs, which calls its methods in the order in
which they stand here. What a page means is in page_markdown.py.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import alphabet
import assets
import contact
import corrections
import downloads
import drafts
import function_index
import given
import lectures
import messages
import mistakes
import notebooks
import policy
import practice
import record
import redirects
import scripts
import search
import theme_repairs
from functions import Functions
from includes import Includes
from jinja2 import FileSystemBytecodeCache
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from page_markdown import PageMarkdown, fences
from parts import Page
from terms import Terms

DOCS = Path(__file__).parents[1]
# The theme's templates, compiled once for all languages and, in a preview, for all builds.
TEMPLATES = TemporaryDirectory(prefix="templates-")


class LanguageBuild:
    """The build of one language. `words` are its words, with its `code`; `previewing` is true in `mkdocs serve`."""

    def __init__(self, config, words, previewing):
        self.words, self.previewing = words, previewing
        self.lectures = lectures.lectures(config.nav)
        self.elsewhere = drafts.elsewhere(words["code"], config.extra["drafts"])
        drafts.take_out(config.nav, self.elsewhere)
        self.given = {one.uri: one for one in map(given.Given, self.lectures) if one.is_there}
        self.terms, self.functions = Terms(DOCS), Functions(DOCS)
        self.markdown = PageMarkdown(words, self.elsewhere, self.terms, self.functions)
        self.record = record.read(config)
        self.written = {}  # the pages as they are written, by their paths: `lecture-2/softmax.md`
        self.pages = {}  # the same as they are shown, without the corrections that are elsewhere
        self.indexes = {}  # those in which things are looked up, likewise
        self.explanations = {}  # where functions are explained, by their names
        self.wholes = {}  # the lectures as one page each, likewise
        self.corrections = {}  # the pages with the corrections of each, likewise
        self.mistakes = []  # what goes wrong, on all pages, in their order
        self.scripts = {}  # the code of scripts, by theirs

    def on_config(self, config):
        messages.name_places(config)
        theme_repairs.check(theme_folder(config))
        search.prepare(config, config.extra["languages"], self.words["code"])
        for lecture in self.lectures:
            lecture.section.append(lecture.whole_uri)
        for one in self.given.values():
            one.lecture.section.append(one.uri)
        config.markdown_extensions.remove("pymdownx.snippets")  # pages come with their snippets in them
        config.markdown_extensions.append(self.markdown)
        config.mdx_configs["pymdownx.superfences"] = fences(self.words)

    @event_priority(100)  # before mkdocs-jupyter looks for notebooks
    def on_files(self, files, config):
        assets.in_a_language(files)
        includes = Includes(config)
        for file in files.documentation_pages():
            self.pages[file.src_uri] = Page.read(includes, config.docs_dir, file.src_uri)
        self.explanations = self.functions.explanations(self.pages.values())
        functions = function_index.indexes(self.functions, self.explanations, self.pages, self.words)
        self.indexes = functions | self.terms.indexes(self.pages, self.words)
        self.pages |= self.indexes
        self.written = dict(self.pages)
        read = [self.pages[uri] for lecture in self.lectures for uri in lecture.uris if uri in self.pages]
        self.mistakes = [mistake for page in read for mistake in mistakes.on(page)]
        for lecture in self.lectures:
            self.add_lecture(lecture, files, config)
        for one in self.given.values():
            files.append(made(config, one.uri, abs_src_path=str(one.path)))
            one.pages = [self.pages.get(uri) or self.page_elsewhere(includes, uri) for uri in one.lecture.uris]

    def add_lecture(self, lecture, files, config):
        """What is made of a lecture's pages: all of it on one, and its corrections on another."""
        found = []
        for uri in lecture.uris:
            if uri in self.pages:  # MkDocs names the others
                self.pages[uri], taken = corrections.taken(self.written[uri], self.words)
                lecture.pages.append(self.pages[uri])
                found += taken
        if lecture.pages:
            whole = self.wholes[lecture.whole_uri] = lectures.whole(lecture, self.below, self.words)
            files.append(made(config, whole.uri, content=lectures.with_front_matter(whole)))
        if found:
            page = corrections.page_of(lecture, found, self.words)
            self.corrections[page.uri] = page
            lecture.section.append(page.uri)
            files.append(made(config, page.uri, content=lectures.with_front_matter(page)))
        for one in self.given.values():
            if one.lecture is lecture:
                one.corrected = {correction.cell for correction in found}

    def page_elsewhere(self, includes, uri):
        """A page that is a draft in this language, in another; None if there is none at all."""
        return Page.read(includes, DOCS / self.elsewhere[uri], uri) if uri in self.elsewhere else None

    def below(self, page):
        return record.below(self.written[page.uri], self.record, self.words)

    def on_nav(self, nav, config, files):
        for one in self.given.values():  # mkdocs-jupyter's own kind of file has forgotten these
            file = files.get_file_from_path(one.uri)
            file.abs_src_path, file.inclusion = str(one.path), InclusionLevel.NOT_IN_NAV
        # Here, since links need the addresses of all files.
        maker = notebooks.Notebooks(files, config, self.words, self.elsewhere)
        script_maker = scripts.Scripts(files, config, self.words, maker.address)
        for lecture in self.lectures:
            if lecture.pages:
                maker.add(lecture)
                self.scripts |= script_maker.add(lecture)
        for page in nav.pages:
            if page.file.src_uri in self.wholes:
                page.title = self.words["whole_title"]
        lectures.set_reading_order(nav, self.lectures, self.pages)

    def on_pre_page(self, page, config, files):
        if one := self.given.get(page.file.src_uri):
            one.show(self.words)

    def on_page_markdown(self, markdown, page, config, files):
        uri = page.file.src_uri
        source = self.page(uri)
        if source is None:
            return markdown
        parts = [page.name for lecture in self.lectures if lecture.whole_uri == uri for page in lecture.pages]
        self.markdown.show(source, Path(config.docs_dir, uri).parent, parts)
        return source.text + (self.below(source) if uri in self.pages else "")

    def on_page_content(self, content, page, config, files):
        if one := self.given.get(page.file.src_uri):
            return one.finish(page, self.words)
        alphabet.keep_letters(page.toc)
        return content

    def on_env(self, env, config, files):
        env.trim_blocks = env.lstrip_blocks = True  # half of a template's lines have nothing but a tag
        env.bytecode_cache = FileSystemBytecodeCache(TEMPLATES.name)
        env.loader = theme_repairs.RepairedTemplates(env.loader)
        env.filters["url"] = assets.url(config.extra["assets"], "../")
        for page in files.documentation_pages():  # a section of the navigation has the title of its first page
            section = page.page.parent
            if section and section.children[0] is page.page:
                section.title = page.page.title
        redirects.add(files, config, env)

    def on_page_context(self, context, page, config, nav):
        uri = page.file.src_uri
        context.update(contact=contact.address(config), report=contact.report(config, page), archive=downloads.ARCHIVE)
        context["verdicts"] = 'class="predict"' in page.content and practice.verdicts(self.words)
        context["mistakes"] = [(one, one.address_from(uri)) for one in self.mistakes if uri in one.explained]
        context.update(position=self.position(uri), edit=page.edit_url if uri in self.pages else None)
        for lecture in self.lectures:
            if uri in (*lecture.uris, lecture.whole_uri):
                notebook = lecture.notebook_beside(uri)
                path = f"{config.remote_branch}/{self.words['code']}/{notebook}"
                context.update(notebook=Path(notebook).name, colab=notebooks.colab(config.repo_url, path))
                context["script"] = lectures.script_uri(context["notebook"])
                context["code"] = self.scripts.get(lectures.script_uri(uri))  # of a page alone, not of a lecture
                if config.extra["downloads"] and notebook == lecture.notebook_uri:
                    context["pdf"] = downloads.pdf(Path(lecture.whole_uri)).name

    def page(self, uri):
        """A page that was written, or made of those that were; None of a notebook."""
        return self.pages.get(uri) or self.wholes.get(uri) or self.corrections.get(uri)

    def position(self, uri):
        """Which page of its lecture this is, if it is one of several, in how many minutes it is read; its exercises."""
        page = self.page(uri)
        if page is None or uri in self.indexes:  # a notebook, or nothing to be read from its begin to its end
            return ""
        parts = [self.words["whole_title"]] if uri in self.wholes else []
        for lecture in self.lectures:
            if uri in lecture.uris[1:]:
                number, count = lecture.uris.index(uri), len(lecture.uris) - 1
                parts.append(self.words["position"].format(number=number, count=count))
        parts.append(self.words["minutes"].format(minutes=page.minutes))
        if page.exercises:
            parts.append(self.words["exercises"].format(count=len(page.exercises)))
        return " · ".join(parts)

    def on_post_page(self, output, page, config):
        output = theme_repairs.repair_page(output)
        return output if self.previewing else policy.add(output)  # the preview has a script of MkDocs' in each page

    @event_priority(-100)  # after the search plugin has written the index
    def on_post_build(self, config):
        search.write_index_as_script(config, self.words["code"], self.explanations)


def theme_folder(config):
    """Where the theme itself is, without the site's own templates."""
    return next(folder for folder in config.theme.dirs if Path(folder, "base.html").is_file())


def made(config, uri, **source):
    """A page that nobody has written. It is in the navigation, but not in the sitemap."""
    return File.generated(config, uri, inclusion=InclusionLevel.NOT_IN_NAV, **source)
