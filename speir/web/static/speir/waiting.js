// Notes that could not be sent wait in this browser, for their writer alone and for a day at most. See ADR 41.
(() => {
  "use strict";
  const me = document.body.dataset.waitsFor;
  const room = document.querySelector(".waits");
  if (!me || !room || !window.indexedDB) return;
  const LASTS = 24 * 60 * 60 * 1000;
  const FORMS = "form[data-waits]";
  const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  const reasons = {
    0: "There is no connection.",
    401: "You have been signed out. It is sent when you sign in again.",
    403: "Your role does not let you write there now.",
    404: "Its page is not open to you now.",
    413: "It is too long to be sent at once.",
  };
  let [troubles, told, gone] = [0, "", 0];
  const typed = new Set();
  const unsaved = new Set(); // of this page's forms: not by their looks, which htmx changes a moment after its answer

  // --- Where they wait: a database of the browser, which has written a text before it says so (localStorage has not).
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("speir-waiting", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("texts", { keyPath: "key" }).createIndex("person", "person");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => {});
  const within = async (mode, work) => {
    const base = await opened;
    return new Promise((resolve, reject) => {
      const act = base.transaction("texts", mode, { durability: "strict" });
      let found;
      work(act.objectStore("texts"), (value) => (found = value));
      act.oncomplete = () => resolve(found);
      act.onabort = act.onerror = () => reject(act.error);
    });
  };
  // What another program put there, or broke, is neither shown nor sent.
  const whole = (entry) =>
    Number.isFinite(entry.since) &&
    typeof entry.text === "string" &&
    Array.isArray(entry.fields) &&
    /^[0-9a-z]{16}$/.test(entry.note) &&
    [entry.page, entry.to].every((path) => /^\/[a-z]/.test(path));
  // In the order in which they were begun.
  const mine = () =>
    within("readonly", (texts, give) => {
      texts.index("person").getAll(me).onsuccess = (event) => give(event.target.result.filter(whole).sort((one, other) => one.since - other.since));
    });
  // The day is counted from the first letter that was not sent.
  const keep = (entry) =>
    within("readwrite", (texts) => {
      texts.get(entry.key).onsuccess = (event) => {
        const before = event.target.result;
        texts.put({ ...entry, since: before ? before.since : Date.now() });
      };
    });
  // What was typed on since the text was sent stays.
  const drop = (key, text) =>
    within("readwrite", (texts) => {
      texts.get(key).onsuccess = (event) => {
        const kept = event.target.result;
        if (kept && (text === undefined || kept.text === text)) texts.delete(key);
      };
    });
  const note = (entry, why) =>
    within("readwrite", (texts) => {
      texts.get(entry.key).onsuccess = (event) => event.target.result && texts.put({ ...event.target.result, why });
    });
  // Whoever's it is: nothing is kept longer than a day once anybody opens a page here.
  const forget = async () => {
    const out = await within("readwrite", (texts, give) => {
      let count = 0;
      texts.openCursor().onsuccess = (event) => {
        const at = event.target.result;
        if (!at) return give(count);
        const now = Date.now();
        const { since, person } = at.value;
        // A clock that was put back makes what waits a thing of the future: its day begins again, and ends.
        if (whole(at.value) && since > now) at.update({ ...at.value, since: now });
        else if (!whole(at.value) || since + LASTS <= now) {
          if (person === me) count += 1;
          at.delete();
        }
        at.continue();
      };
    });
    gone += out;
  };

  // --- What is said
  const clock = (at) => {
    const time = new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return new Date(at).getDate() === new Date().getDate() ? time : `${time} tomorrow`;
  };
  const line = (text, kind) => {
    const where = document.getElementById("keeping");
    if (!where) return;
    if (where.textContent !== text) where.textContent = text;
    where.className = `keeping keeping--${kind}`;
  };
  const count = (n) => (n === 1 ? "1 note waits" : `${n} notes wait`);
  const sentence = (entries) => {
    const left = gone === 1 ? "1 note had waited for 24 hours and is" : `${gone} notes had waited for 24 hours and are`;
    const said = gone ? [`${left} not kept any more.`] : [];
    if (entries.length) {
      const until = Math.min(...entries.map((one) => one.since)) + LASTS;
      const they = entries.length === 1 ? "It is" : "They are";
      said.push(`${count(entries.length)} in this browser; not sent yet.`);
      said.push(`${they} sent when the connection returns. Kept here until ${clock(until)}, then deleted.`);
    }
    return said.join(" ");
  };
  const listed = (entries) => {
    const list = room.querySelector("ul");
    list.replaceChildren();
    for (const one of entries) {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.page;
      link.textContent = one.label;
      const words = one.text.length > 90 ? `${one.text.slice(0, 90)}…` : one.text;
      const less = document.createElement("button");
      less.type = "button";
      less.className = "as-link as-link--less";
      less.textContent = "Discard";
      less.setAttribute("aria-label", `Discard: ${words.slice(0, 40)}`);
      less.addEventListener("click", async () => {
        await drop(one.key);
        look();
      });
      row.append(link, `: “${words}” ${one.why ? reasons[one.why] || "Speir did not take it." : ""} `, less);
      list.append(row);
    }
    room.querySelector("details").hidden = room.querySelector(".actions").hidden = !entries.length;
  };
  const look = async () => {
    const before = troubles;
    const entries = await mine();
    if (!entries.length && before === troubles) troubles = 0; // nothing failed meanwhile
    const shown = troubles || !navigator.onLine ? entries : entries.filter((one) => !formOf(one));
    const text = sentence(shown);
    if (text !== told) {
      told = text;
      room.querySelector(".waits__said").textContent = text;
      listed(shown);
    }
    room.hidden = !text;
    if (shown.length) line("", "waits");
    else if (entries.length) line("Saving", "busy");
    else if (unsaved.size || document.querySelector(`${FORMS} [id^=beside_] > *`)) line("Not everything is saved yet: see above.", "not");
    else if (document.querySelector(`#keeping[class*="--"]`)) line("Everything is saved.", "saved");
  };

  // --- A form of the page, and the text that waits for it
  const formOf = (entry) => {
    const found = document.querySelector(`${FORMS} input[name=note_id][value="${entry.note}"]`);
    return found && found.form;
  };
  const entryOf = (form) => {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const id = form.elements.note_id.value;
    const [page, to, label, text] = [location.pathname, new URL(form.action).pathname, form.dataset.waits, form.elements.text.value];
    return { key: `${me} ${id}`, person: me, note: id, to, page, label, fields, text };
  };
  const keyOf = (form) => `${me} ${form.elements.note_id.value}`;
  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORMS);
    if (!form || event.target.name !== "text") return;
    typed.add(keyOf(form));
    keep(entryOf(form)).then(look, () => line("This browser keeps nothing: stay on this page until it is saved.", "not"));
  });
  // A box that is left as it was saved asks for nothing: without a connection it would be said not to be saved.
  const stands = new Map();
  document.body.addEventListener("htmx:confirm", (event) => {
    const form = event.target;
    if (!form.matches || !form.matches(FORMS)) return;
    if (stands.get(keyOf(form)) === form.elements.text.value) event.preventDefault();
  });
  document.body.addEventListener("htmx:afterRequest", async (event) => {
    const form = event.detail.elt;
    if (!form.matches || !form.matches(FORMS)) return;
    const [said, sent] = [event.detail.xhr.getResponseHeader("Speir-Note"), event.detail.requestConfig.parameters.text];
    if (said === "saved" || said === "kept") await drop(keyOf(form), sent);
    else troubles += 1;
    stands.set(keyOf(form), said === "saved" ? sent : undefined);
    unsaved[said === "saved" ? "delete" : "add"](keyOf(form));
    if (said === "saved" && form.parentElement) form.parentElement.removeAttribute("data-fresh");
    look();
  });

  // --- Another note, with an id of its own, also without a connection
  const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => LETTERS[one & 31]).join("");
  const pristine = new Map();
  for (const box of document.querySelectorAll(".found-box")) {
    const fresh = box.querySelector("[data-fresh]");
    const button = box.querySelector("[data-another]");
    if (!fresh || !button) continue;
    pristine.set(box.dataset.theme, fresh.outerHTML.replace(/<noscript>.*?<\/noscript>/s, ""));
    button.hidden = false;
    button.addEventListener("click", () => another(box.dataset.theme, newId()).elements.text.focus());
  }
  const another = (theme, id, restored) => {
    const known = pristine.has(theme) ? theme : "";
    const box = [...document.querySelectorAll(".found-box")].find((one) => one.dataset.theme === known);
    const html = pristine.get(known);
    if (!box || !html) return null;
    const made = document.createElement("template");
    made.innerHTML = html.replaceAll(/(?<=note_id" value=")[^"]+/g, id).replaceAll(/(?<=(note|text|base|beside|saved|do)_)[0-9a-z]{16}/g, id);
    const notes = box.querySelectorAll(".found-note");
    if (restored) notes[notes.length - 1].before(made.content);
    else notes[notes.length - 1].after(made.content);
    const added = document.getElementById(`note_${id}`);
    window.htmx.process(added);
    return added.querySelector("form");
  };

  // --- Sending: what has its form on this page goes through that; all else from here
  const token = () => {
    const start = document.body.dataset.tokenCookie + "=";
    const found = document.cookie.split("; ").find((part) => part.startsWith(start));
    return found ? decodeURIComponent(found.slice(start.length)) : "";
  };
  const post = async (entry) => {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", token());
    const headers = { "HX-Request": "true", "X-CSRFToken": token() };
    let status = 0;
    try {
      const answer = await fetch(entry.to, { method: "POST", body, headers, redirect: "manual" });
      const said = answer.headers.get("Speir-Note");
      if (said === "saved" || said === "kept") return drop(entry.key, entry.text);
      status = answer.status || 401;
    } catch {
      document.dispatchEvent(new Event("speir:unsent")); // tried again when there is a connection
    }
    troubles += 1;
    return note(entry, status);
  };
  // After a crash: the text stands in its box again, with the mark of what it was typed over, and is sent from there.
  const restore = (entry) => {
    const form = formOf(entry) || another(new Map(entry.fields).get("theme"), entry.note, true);
    if (!form) return false;
    form.elements.base_text.value = new Map(entry.fields).get("base_text");
    form.elements.text.value = entry.text;
    window.htmx.trigger(form, "change");
    return true;
  };
  let sending = null;
  const all = async (first) => {
    for (const entry of await mine()) {
      const here = window.htmx && entry.page === location.pathname && pristine.size;
      // A page that has just opened leaves a box alone in which somebody types already: what was kept is older.
      if (here && first && (typed.has(entry.key) || restore(entry))) continue;
      if (!here || !formOf(entry)) await post(entry);
      else if (!first) window.htmx.trigger(formOf(entry), "change");
    }
    await look();
  };
  const send = (first) => {
    sending = (sending || Promise.resolve()).then(() => all(first)).catch(() => {});
    return sending;
  };
  room.querySelector("button").addEventListener("click", () => send(false));
  window.addEventListener("online", () => send(false));
  window.addEventListener("offline", () => look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  setInterval(() => forget().then(look).catch(() => {}), 60 * 1000);

  // --- Signing out asks first: nobody finds it here afterwards, and nobody sends it.
  const leaves = document.querySelector("form[data-signs-out]");
  const ask = document.querySelector("[data-asks]");
  const left = async () => {
    const n = (await mine()).length;
    ask.querySelector("[data-says]").textContent = n ? `${count(n)} in this browser; not sent yet.` : "";
    return n;
  };
  if (leaves && ask) {
    leaves.addEventListener("submit", async (event) => {
      event.preventDefault();
      const n = await left().catch(() => 0);
      if (!n) return leaves.submit();
      ask.hidden = false;
      leaves.hidden = true;
      ask.querySelector("button").focus();
    });
    ask.querySelector("[data-sends]").addEventListener("click", async () => {
      await send(false);
      if (!(await left())) leaves.submit();
      else ask.querySelector("[data-failed]").hidden = false;
    });
    ask.querySelector("[data-discards]").addEventListener("click", async () => {
      for (const entry of await mine()) await drop(entry.key);
      leaves.submit();
    });
  }
  window.addEventListener("load", () => forget().then(() => send(true)).catch(() => {}));
})();
