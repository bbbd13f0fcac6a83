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
  // Which text shall stand, what to write instead of a name, why a name may stay: buttons beside a field.
  const ANSWER = /^(choose|mend|keep)_/;
  const ANSWERS = "button[name^=choose_], button[name^=mend_], button[name^=keep_]";
  const typed = new Set(); // changed since the last save was sent
  const sent = new Set(); // sent, and not answered yet
  const failed = new Set(); // answered with a refusal, or not at all
  const chosen = new Map(); // which of two texts shall stand, and of which two: not answered for yet
  const asked = new Map(); // the same, as the save under way says it

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
  // Where the two texts stood nothing is left: go on in the field, or choose again where a third text has come.
  const stayThere = (form, choice) => {
    const button = Object.keys(choice).find((name) => ANSWER.test(name));
    const field = form.elements[button.replace(ANSWER, "")];
    const still = form.querySelector(`button[name=${button}]`);
    const one = field instanceof RadioNodeList ? [...field].find((input) => input.checked) || field[0] : field;
    (still || one).focus();
    // Who types on goes on after the text, not in the middle of it.
    if (!still && one.type === "textarea") one.setSelectionRange(one.value.length, one.value.length);
  };
  // What leaves with the page may hold 64 KB in all and not more: longer texts ask before they are left.
  const tooLong = (form) => [...new FormData(form).values()].join("").length > 15000;
  const send = (form) => window.htmx.trigger(form, "change");
  const sendLater = (form) => setTimeout(() => failed.has(form) && send(form), 5000);
  // What a form says now, or said as its page came, as a number: its words stay where they are. Not what leaves its box
  // when it is saved: a reason, a line of evidence.
  const says = (form, came) => {
    const boxes = [...form.elements].filter((box) => box.matches("textarea, select, input:not([type=hidden])"));
    const words = boxes.filter(({ id, dataset }) => id !== "why" && !dataset.whole).map((box) => {
      if (box.type === "radio" || box.type === "checkbox") return came ? box.defaultChecked : box.checked;
      if (box.options) return came ? Math.max(0, [...box.options].findIndex((one) => one.defaultSelected)) : box.selectedIndex;
      return (came ? box.defaultValue : box.value).trim();
    });
    let number = 0;
    for (const letter of JSON.stringify(words)) number = (number * 31 + letter.codePointAt(0)) | 0;
    return number;
  };
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
    // With the fragment of this page's address htmx would go there after every save.
    event.detail.path = event.detail.path.split("#")[0];
    // A form opened before a new sign-in carries an old token: the cookie has the present one.
    const fresh = freshen(elt);
    if (fresh) {
      headers["X-CSRFToken"] = fresh;
      parameters.csrfmiddlewaretoken = fresh;
    }
    // A choice is sent once and with its mark, never again because its button was the last one pressed.
    for (const name of Object.keys(parameters)) if (ANSWER.test(name)) delete parameters[name];
    if (chosen.has(elt)) {
      Object.assign(parameters, chosen.get(elt));
      asked.set(elt, chosen.get(elt));
    }
    // A reason goes into the history for ever, a line of evidence into the register: never send one half written.
    const at = document.activeElement;
    const writing = at && (at.id === "why" || at.dataset.whole);
    if (writing && !(triggeringEvent && triggeringEvent.target === at)) delete parameters[at.name];
  });
  // What a save brings in above may push what a keyboard stands on under the line at the bottom.
  const keepInSight = () => {
    const at = document.querySelector(":is(input, button, summary, a):focus-visible");
    if (at) at.scrollIntoView({ block: "nearest" });
  };
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    typed.delete(form);
    sent.add(form);
    if (!failed.has(form)) say(form, "busy", said.busy);
  });
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    const form = event.detail.elt;
    sent.delete(form);
    requestAnimationFrame(keepInSight);
    if (event.detail.successful === false || event.detail.xhr.status >= 400) return;
    failed.delete(form);
    if (!asked.has(form)) return;
    if (chosen.get(form) === asked.get(form)) chosen.delete(form);
    stayThere(form, asked.get(form));
    asked.delete(form);
  });
  const unanswered = (event) => {
    const form = event.detail.elt;
    sent.delete(form);
    failed.add(form);
    say(form, "not", said.offline);
    sendLater(form);
  };
  document.body.addEventListener("htmx:sendError", unanswered);
  document.body.addEventListener("htmx:timeout", unanswered);
  document.body.addEventListener("htmx:responseError", (event) => {
    const form = event.detail.elt;
    const { status, responseText } = event.detail.xhr;
    sent.delete(form);
    failed.add(form);
    if (status === 401) return sayWithLink(form, responseText);
    if (status === 409 || status === 413) return say(form, "not", responseText);
    say(form, "not", said.failed);
    sendLater(form);
  });
  // A choice between two levels comes back as a value for the radios that are already there.
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    const { choose, value, kept, box } = event.target.dataset;
    // A reason that stands beside the level now leaves its box, unless somebody has typed on in it. So a line.
    const left = kept && document.getElementById(box || "why");
    if (left && left.value === kept) left.value = "";
    if (!choose) return;
    for (const input of document.getElementsByName(choose)) {
      input.checked = input.type === "checkbox" ? Boolean(value) : input.value === value;
    }
  });

  // A button under a pressed finger stays the button it was: the same two texts are not drawn anew, others only once the
  // finger is up and has chosen nothing, and pressing does not leave the field first, which would save what was typed.
  let [under, missed] = [null, null];
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (!target.id.startsWith("beside_")) return;
    const pressed = target.contains(under);
    if (pressed) missed = under.form;
    if (pressed || target.isEqualNode(fragment.firstElementChild)) event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => (under = event.target.closest(ANSWERS)));
  for (const up of ["pointerup", "pointercancel"]) {
    document.addEventListener(up, () => {
      const form = missed;
      [under, missed] = [null, null];
      if (form) setTimeout(() => chosen.has(form) || send(form));
    });
  }
  document.body.addEventListener("mousedown", (event) => {
    if (event.target.closest(ANSWERS)) event.preventDefault();
  });

  // A choice goes with the mark of the text it was made beside, also when a save under way brings a newer one.
  document.body.addEventListener("click", (event) => {
    const button = event.target.closest(ANSWERS);
    const form = button && button.form;
    if (!form || !form.hasAttribute("hx-post")) return;
    event.preventDefault();
    const beside = ["seen_", "shown_"].map((what) => form.elements[button.name.replace(ANSWER, what)]).filter(Boolean);
    const marks = Object.fromEntries(beside.map((input) => [input.name, input.value]));
    chosen.set(form, { ...chosen.get(form), [button.name]: button.value, ...marks });
    send(form);
  });

  const again = () => failed.forEach((form) => send(form));
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  // Leaving at once loses nothing: what has not been answered for goes once more, and is saved once.
  window.addEventListener("pagehide", () => {
    const leaving = new Set([...typed, ...sent]);
    const forms = [...leaving].map((form) => [form.action, says(form, false)]);
    if (leaving.size) sessionStorage.setItem("speir-left", JSON.stringify({ at: Date.now(), path: location.pathname, times: 0, forms }));
    for (const form of leaving) {
      freshen(form);
      const data = new FormData(form);
      data.append("go", "beacon");
      navigator.sendBeacon(form.action, data);
    }
  });
  // A page read again at once was asked for before that save went: where it is older it is read once more, and again
  // where the server is slow. The page that is left says so a little after this one has begun.
  const PAUSES = [700, 1500, 3000, 6000, 12000];
  const kept = () => JSON.parse(sessionStorage.getItem("speir-left") || "null");
  const { times } = kept() || { times: 0 };
  setTimeout(() => {
    const left = kept();
    sessionStorage.removeItem("speir-left");
    if (!left || left.path !== location.pathname || typed.size || sent.size) return;
    // Once it has been read again, what stands beside a field is the answer to what was typed.
    const answered = left.times === PAUSES.length || (left.times && document.querySelector("[id^=beside_] > *"));
    const late = !left.times && performance.timeOrigin - left.at > 5000;
    const older = ([action, said]) => [...document.forms].some((form) => form.action === action && says(form, true) !== said);
    if (answered || late || !left.forms.some(older)) return;
    sessionStorage.setItem("speir-left", JSON.stringify({ ...left, times: left.times + 1 }));
    location.reload();
  }, PAUSES[times] || PAUSES[0]);
  window.addEventListener("beforeunload", (event) => {
    if (failed.size || [...typed, ...sent].some(tooLong)) event.preventDefault();
  });
  document.addEventListener("submit", (event) => [typed, sent, failed].forEach((forms) => forms.delete(event.target)));
})();
