// Where notes are typed without a connection, a press that would open another page would end the typing: it is said instead.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const stays = "There is no connection. This page stays, so that you can go on typing; press again when it is back.";
  const danger = "There is no connection. If a child is in danger now, ring 999.";
  let said = null;
  const stay = (event, pressed) => {
    if (navigator.onLine) return;
    event.preventDefault();
    if (said) said.remove();
    said = document.createElement("p");
    said.className = "staying";
    said.setAttribute("role", "alert");
    said.textContent = pressed.pathname === "/at-risk/" ? danger : stays;
    const beside = pressed.closest("form, p");
    if (beside && main.contains(beside)) beside.after(said);
    else main.prepend(said);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.pathname !== location.pathname) stay(event, link);
  });
  document.addEventListener("submit", (event) => event.target.matches("[hx-post]") || stay(event, event.target));
  window.addEventListener("online", () => said && said.remove());
})();
