// The other language opens at the heading that the reader is at: headings have the same ids.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language");
  if (link) link.hash = location.hash;
});
