// Where notes are typed without a connection, a press that would open another page would end the typing: it is said instead.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const here = document.currentScript.src;
  const stays = "There is no connection. This page stays, so that you can go on typing; press again when it is back.";
  const danger = "There is no connection. If a child is in danger now, ring 999.";
  let said = null;
  // The last request got no answer: a network that lets nobody through is a connection to the browser all the same.
  let cut = false;
  const answered = async () => {
    try {
      const answer = await fetch(here, { method: "HEAD", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(5000) });
      if (!answer.ok || !/javascript/.test(answer.headers.get("Content-Type"))) return false;
    } catch {
      return false;
    }
    cut = false;
    window.dispatchEvent(new Event("online")); // what waits is sent
    return true;
  };
  const say = (pressed) => {
    if (said) said.remove();
    said = document.createElement("p");
    said.className = "staying";
    said.setAttribute("role", "alert");
    said.textContent = pressed.pathname === "/at-risk/" ? danger : stays;
    const beside = pressed.closest("form, p");
    if (beside && main.contains(beside)) beside.after(said);
    else main.prepend(said);
  };
  const stay = (event, pressed, go) => {
    if (navigator.onLine && !cut) return;
    event.preventDefault();
    say(pressed);
    if (navigator.onLine) answered().then((back) => back && go());
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.pathname !== location.pathname) stay(event, link, () => location.assign(link.href));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[hx-post]")) stay(event, form, () => form.requestSubmit(event.submitter));
  });
  for (const failed of ["htmx:sendError", "htmx:timeout", "speir:unsent"]) document.addEventListener(failed, () => (cut = true));
  document.addEventListener("htmx:afterRequest", (event) => event.detail.xhr.status && (cut = false));
  setInterval(() => cut && navigator.onLine && answered(), 20 * 1000);
  window.addEventListener("online", () => said && said.remove());
})();
