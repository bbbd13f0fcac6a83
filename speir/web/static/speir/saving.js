// Every field saves itself. What is not saved yet is said, kept on the page, and tried again.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const cookieName = document.body.dataset.tokenCookie;
  const said = {
    busy: "Saving",
    offline: "Not saved yet: no connection. It stays here and is tried again.",
    failed: "Not saved yet. It stays here and is tried again.",
  };
  const typed = new Set(); // changed since the last save was sent
  const sent = new Set(); // sent, and not answered yet
  const failed = new Set(); // answered with a refusal, or not at all

  const token = () => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(cookieName + "="));
    return found ? decodeURIComponent(found.slice(cookieName.length + 1)) : "";
  };
  const line = (form) => document.querySelector(form.getAttribute("hx-target"));
  const say = (form, kind, text) => {
    const where = line(form);
    if (!where) return;
    where.className = "saved saved--" + kind;
    where.textContent = text;
  };
  const sayWithLink = (form, text) => {
    say(form, "not", text + " ");
    const link = document.createElement("a");
    link.href = "/sign-in/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Sign in in a new tab";
    line(form).append(link, "; what you typed stays here and is saved when you come back.");
  };
  const send = (form) => window.htmx.trigger(form, "change");
  const sendLater = (form) => setTimeout(() => failed.has(form) && send(form), 5000);
  const freshen = (form) => {
    const hidden = form.querySelector("input[name=csrfmiddlewaretoken]");
    const fresh = token();
    if (hidden && fresh) hidden.value = fresh;
    return fresh;
  };

  document.body.addEventListener("input", (event) => {
    const form = event.target.closest("form[hx-post]");
    if (form) typed.add(form);
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, headers, parameters, triggeringEvent } = event.detail;
    // A form opened before a new sign-in carries an old token: the cookie has the present one.
    const fresh = freshen(elt);
    if (fresh) {
      headers["X-CSRFToken"] = fresh;
      parameters.csrfmiddlewaretoken = fresh;
    }
    // A reason goes into the history for ever: never send one that is half written.
    const writing = document.activeElement && document.activeElement.id === "why";
    const from = triggeringEvent && triggeringEvent.target;
    if (writing && !(from && from.id === "why")) delete parameters.why;
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    typed.delete(form);
    sent.add(form);
    if (!failed.has(form)) say(form, "busy", said.busy);
  });
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    sent.delete(event.detail.elt);
    if (event.detail.successful !== false && event.detail.xhr.status < 400) failed.delete(event.detail.elt);
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt;
    sent.delete(form);
    failed.add(form);
    say(form, "not", said.offline);
    sendLater(form);
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const form = event.detail.elt;
    const { status, responseText } = event.detail.xhr;
    sent.delete(form);
    failed.add(form);
    if (status === 401) return sayWithLink(form, responseText);
    if (status === 409) return say(form, "not", responseText);
    say(form, "not", said.failed);
    sendLater(form);
  });
  // A choice between two levels comes back as a value for the radios that are already there.
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    const chosen = event.detail.target;
    const name = chosen && chosen.dataset && chosen.dataset.choose;
    if (!name) return;
    for (const input of document.getElementsByName(name)) {
      input.checked = input.type === "checkbox" ? Boolean(chosen.dataset.value) : input.value === chosen.dataset.value;
    }
  });

  const again = () => failed.forEach((form) => send(form));
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  // Leaving at once loses nothing: what has not been answered for goes once more, and is saved once.
  window.addEventListener("pagehide", () => {
    for (const form of new Set([...typed, ...sent])) {
      freshen(form);
      const data = new FormData(form);
      data.append("go", "beacon");
      navigator.sendBeacon(form.action, data);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (failed.size) event.preventDefault();
  });
  document.addEventListener("submit", () => [typed, sent, failed].forEach((forms) => forms.clear()));
})();
