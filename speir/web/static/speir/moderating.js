// A page that goes along with a meeting: it asks for what is new, and takes nothing out of the hands of who types.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const lost = document.getElementById("lost");
  let typed = false;
  const typing = (event) => {
    if (event.target.form && event.target.closest("#live, form")) typed = true;
  };
  document.addEventListener("input", typing);
  document.addEventListener("change", typing);
  const asks = (event) => event.detail.elt && event.detail.elt.hasAttribute("data-by-itself");
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (asks(event) && typed) event.detail.parameters.form = "1";
  });
  // A tap on the button of a form that is about to be swapped must reach that form.
  let leaving = false;
  document.addEventListener("submit", () => (leaving = true));
  // A form that is sent without a connection takes its page away, and what was typed: see first whether anybody is there.
  const script = document.currentScript.src;
  let there = false;
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (there || !form.hasAttribute("data-holds")) return;
    event.preventDefault();
    const asked = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(6000) };
    there = await fetch(script, asked).then(() => true, () => false);
    if (there) form.requestSubmit(submitter);
    lost.hidden = there;
    leaving = there;
  });
  window.addEventListener("pageshow", (event) => {
    leaving = there = false;
    // On a device that others hold next, Back shows nothing of what was chosen, however the browser kept the page.
    if (event.persisted) document.querySelectorAll("form[data-forget]").forEach((form) => form.reset());
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (asks(event) && (leaving || (typed && event.detail.target.id === "live"))) event.detail.shouldSwap = false;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (asks(event)) lost.hidden = event.detail.xhr.status > 0 && event.detail.xhr.status < 500;
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    // Signed out: what was typed stays; a page on which nothing was typed leads to signing in, and back.
    if (asks(event) && event.detail.xhr.status === 401 && !typed) location.reload();
  });
  // Who stood inside what was replaced stands at its heading, not at the top of the page.
  let inside = false;
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (asks(event)) inside = event.detail.target.contains(document.activeElement);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    const heading = document.querySelector("#live h1");
    if (inside && heading) heading.focus();
    inside = false;
  });
})();
