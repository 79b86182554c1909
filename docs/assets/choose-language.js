// Opens the language that was read last, or the first of the reader's that the site has; without one the page's own links stay.
{
  const links = [...document.querySelectorAll("a[hreflang]")];
  let last;
  try {
    last = localStorage.getItem("language");
  } catch {} // none in a page from a folder, in some browsers
  const codes = [last, ...navigator.languages.map((language) => language.slice(0, 2))];
  const link = codes.map((code) => links.find((link) => link.hreflang === code)).find(Boolean);
  if (link) location.replace(link.href);
  for (const link of links) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem("language", link.hreflang);
      } catch {}
    });
  }
}
