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
  const dirty = new Set();

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

  document.body.addEventListener("input", (event) => {
    const form = event.target.closest("form[hx-post]");
    if (form) dirty.add(form);
  });
  // A form opened before a new sign-in carries an old token: the cookie has the present one.
  document.body.addEventListener("htmx:configRequest", (event) => {
    const fresh = token();
    if (fresh) event.detail.headers["X-CSRFToken"] = fresh;
    const form = event.detail.elt;
    const hidden = form.querySelector && form.querySelector("input[name=csrfmiddlewaretoken]");
    if (fresh && hidden) {
      hidden.value = fresh;
      event.detail.parameters.csrfmiddlewaretoken = fresh;
    }
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    dirty.delete(event.detail.elt);
    say(event.detail.elt, "busy", said.busy);
  });
  document.body.addEventListener("htmx:sendError", (event) => {
    dirty.add(event.detail.elt);
    say(event.detail.elt, "not", said.offline);
    setTimeout(() => dirty.has(event.detail.elt) && send(event.detail.elt), 5000);
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const form = event.detail.elt;
    const { status, responseText } = event.detail.xhr;
    dirty.add(form);
    if (status === 401 || status === 403) sayWithLink(form, status === 401 ? responseText : said.failed);
    else if (status === 409) say(form, "not", responseText);
    else {
      say(form, "not", said.failed);
      setTimeout(() => dirty.has(form) && send(form), 5000);
    }
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
  const again = () => dirty.forEach((form) => send(form));
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  window.addEventListener("beforeunload", (event) => {
    if (dirty.size) event.preventDefault();
  });
  document.addEventListener("submit", () => dirty.clear());
})();
