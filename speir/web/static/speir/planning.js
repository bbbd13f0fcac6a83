// A plan that is written in place: what was not saved is said, what was made is marked, and one goes on where one was.
(() => {
  "use strict";
  const said = document.getElementById("planning-said");
  if (!said) return;
  const say = (text) => {
    said.textContent = text;
  };
  const freshen = (elt) => {
    const form = elt.form || elt.closest("form");
    const name = document.body.dataset.tokenCookie;
    const found = document.cookie.split("; ").find((part) => part.startsWith(name + "="));
    const hidden = form && form.querySelector("input[name=csrfmiddlewaretoken]");
    if (found && hidden) hidden.value = decodeURIComponent(found.slice(name.length + 1));
  };
  // After signing in again in another tab the form's own token is an older one.
  document.body.addEventListener("htmx:confirm", (event) => freshen(event.target));
  document.body.addEventListener("htmx:sendError", () => say(said.dataset.offline));
  document.body.addEventListener("htmx:timeout", () => say(said.dataset.offline));
  document.body.addEventListener("htmx:responseError", (event) => {
    say(event.detail.xhr.status === 401 ? said.dataset.out : said.dataset.failed);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    say("");
    const button = event.detail.elt;
    if (button.name !== "question" && button.name !== "feature") return;
    const mark = button.parentElement.querySelector("[data-made]");
    if (mark) mark.hidden = false;
  });
  // Who opens a line to change it goes on in its words; who saves or leaves it goes on at its line.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const line = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!line || document.activeElement !== document.body) return;
    const id = (line.closest("li") || line).id || (line.id || "").replace(/^(change|up|down|out|back)-/, "line-");
    const now = document.getElementById(id) || document.getElementById(id.replace(/^(save)-/, "line-"));
    const to = now && (now.querySelector("textarea[name=text]") || now.querySelector("a, button"));
    if (to) to.focus();
  });
  // A page that the browser brings back is older than the lines added since; a line that is being typed keeps it.
  addEventListener("pageshow", (event) => {
    const [here] = performance.getEntriesByType("navigation");
    const typed = [...document.querySelectorAll(".line-add input[name=text]")].some((box) => box.value);
    if (!event.persisted && here && here.type === "back_forward" && !typed) location.reload();
  });
})();
