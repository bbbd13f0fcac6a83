// Finds a theme by what stands in its name or its indicator's: what does not fit is hidden while somebody looks.
(() => {
  "use strict";
  const box = document.getElementById("find_theme");
  const said = document.getElementById("found_themes");
  if (!box || !said) return;
  box.closest(".themes__find").hidden = false;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const questions = [...document.querySelectorAll("details.themes")].map((details) => ({
    details,
    open: details.open,
    indicators: [...details.querySelectorAll(".themes__of")].map((of) => ({
      of,
      name: plain(of.querySelector("h2").textContent),
      rows: [...of.querySelectorAll("tbody tr")].map((row) => ({ row, name: plain(row.cells[0].textContent) })),
    })),
  }));
  const find = () => {
    const words = plain(box.value).split(/\s+/u).filter(Boolean);
    let found = 0;
    for (const question of questions) {
      let here = 0;
      for (const { of, name, rows } of question.indicators) {
        const shown = rows.filter(({ row, name: theme }) => {
          row.hidden = !words.every((word) => theme.includes(word) || name.includes(word));
          return !row.hidden;
        });
        of.hidden = !shown.length;
        here += shown.length;
      }
      question.details.hidden = !here;
      question.details.open = words.length ? here > 0 : question.open || Boolean(question.details.querySelector("input[value]:not([value='']):checked"));
      found += here;
    }
    said.textContent = found ? "" : said.dataset.none;
  };
  box.addEventListener("input", find);
  // Enter here looks, and saves nothing.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
})();
