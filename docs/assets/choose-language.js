// Opens the first of the reader's languages that the site has; without one the page's own links stay.
{
  const links = [...document.querySelectorAll("a[hreflang]")];
  const codes = navigator.languages.map((language) => language.slice(0, 2));
  const link = codes.map((code) => links.find((link) => link.hreflang === code)).find(Boolean);
  if (link) location.replace(link.href);
}
