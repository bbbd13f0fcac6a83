// On a slow line a page is written in as soon as it is seen. The other scripts come when it is whole: what was typed or
// chosen before that is told to them then.
(() => {
  "use strict";
  const early = new Map();
  const note = ({ type, target }) => early.set(target, (early.get(target) || new Set()).add(type));
  for (const type of ["input", "change"]) document.addEventListener(type, note, true);
  // At the window after all that listens at the document, as htmx does.
  window.addEventListener("DOMContentLoaded", () => {
    for (const type of ["input", "change"]) document.removeEventListener(type, note, true);
    for (const [box, types] of early) for (const type of types) box.dispatchEvent(new Event(type, { bubbles: true }));
  });
})();
