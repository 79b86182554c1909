// A page that has moved opens the new one, at the same heading.
location.replace(document.getElementById("moved").href + location.hash);
