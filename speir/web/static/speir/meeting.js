// A meeting by its keys: on to the next action, back, and what is said of the one that is shown. Never while typing.
(() => {
  "use strict";
  const shown = document.querySelector("[data-keys]");
  if (!shown) return;
  const box = shown.querySelector("[data-keys-on]");
  const form = document.querySelector("form[data-says]");
  const STATES = { u: "under_way", s: "stuck", d: "done" };
  const KEPT = "speir-meeting-keys";
  const kept = (value) => {
    try {
      if (value !== undefined) localStorage.setItem(KEPT, value);
      return localStorage.getItem(KEPT);
    } catch {
      return null; // a browser that keeps nothing: the keys are on
    }
  };
  shown.hidden = false;
  // Letters alone as keys are in the way of who speaks to the browser: they can be put off, and stay off.
  box.checked = kept() !== "off";
  box.addEventListener("change", () => kept(box.checked ? "on" : "off"));
  const typing = (at) => at.closest("textarea, select, input, [contenteditable]");
  const say = (state) => {
    const one = form && form.querySelector(`input[name="state"][value="${state}"]`);
    if (!one) return;
    one.checked = true;
    form.querySelector("textarea").focus();
  };
  document.addEventListener("keydown", (event) => {
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    if (typing(event.target) || event.repeat) return;
    const way = { ArrowLeft: "prev", k: "prev", ArrowRight: "next", j: "next" }[event.key];
    const link = way && document.querySelector(`.meet__pager a[rel="${way}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    } else if (STATES[event.key]) {
      event.preventDefault();
      say(STATES[event.key]);
    }
  });
})();
