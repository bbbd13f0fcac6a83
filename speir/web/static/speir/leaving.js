// A form that is kept only when its button is pressed asks before it is left with something typed in it.
(() => {
  "use strict";
  // A form that came back with a problem holds what is not kept yet.
  let typed = document.querySelector(".ds_error-summary, .conflict, [data-unsaved]") !== null;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-kept-by-button]")) typed = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.closest("form[data-kept-by-button]")) typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
})();
