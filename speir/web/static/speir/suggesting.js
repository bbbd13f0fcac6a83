// Suggestions that come in never take away a choice that was made, or the place where somebody is, while they were on their way.
(() => {
  "use strict";
  const place = document.getElementById("suggested_themes");
  if (!place) return;
  let chosen = false;
  place.closest("form").addEventListener("change", (event) => {
    if (event.target.name.startsWith("theme_")) chosen = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === place) chosen = false;
  });
  place.addEventListener("htmx:beforeSwap", (event) => {
    if (chosen || place.contains(document.activeElement)) event.detail.shouldSwap = false;
  });
})();
