// The other language opens at the heading that the reader is at: headings have the same ids.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language");
  if (!link) return;
  const read = [...document.querySelectorAll(".md-sidebar--secondary .md-nav__link--active")].pop();
  link.hash = read ? read.hash : location.hash;
});
