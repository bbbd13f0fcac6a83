// Warns before a session ends in which nothing happens, and says when it has: what was typed stays on the page.
(() => {
  "use strict";
  const room = document.querySelector(".idle");
  const lasts = Number(document.body.dataset.idle) * 1000;
  if (!room || !lasts) return;
  const WARNS = 5 * 60 * 1000;
  const KEY = "speir-seen";
  // Every tab of this browser shares the session: what happens in one keeps the others signed in.
  const seen = () => Number(localStorage.getItem(KEY)) || 0;
  const note = () => localStorage.setItem(KEY, String(Date.now()));
  const show = (over) => {
    for (const part of room.querySelectorAll(".idle__soon")) part.hidden = over;
    for (const part of room.querySelectorAll(".idle__over")) part.hidden = !over;
    room.hidden = false;
  };
  const look = () => {
    const left = seen() + lasts - Date.now();
    if (left > WARNS) room.hidden = true;
    else show(left <= 0);
  };
  const stay = async () => {
    try {
      const answer = await fetch(room.dataset.stay, { redirect: "manual" });
      if (answer.status === 204) note();
    } catch {
      // Without a connection it is asked again.
    }
    look();
  };
  room.querySelector("button").addEventListener("click", stay);
  document.body.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status < 400 && !event.detail.elt.hasAttribute("data-by-itself")) note();
    look();
  });
  // A form that was open before signing in anew carries an old token: the cookie has the present one.
  document.addEventListener("submit", (event) => {
    const name = document.body.dataset.tokenCookie + "=";
    const found = document.cookie.split("; ").find((part) => part.startsWith(name));
    const field = event.target.elements.csrfmiddlewaretoken;
    if (found && field) field.value = decodeURIComponent(found.slice(name.length));
  });
  window.addEventListener("storage", look);
  window.addEventListener("focus", () => (room.hidden ? look() : stay()));
  note();
  setInterval(look, 15000);
})();
