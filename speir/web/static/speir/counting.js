// Says below a box how many words stand in it, as they are typed.
(() => {
  "use strict";
  for (const box of document.querySelectorAll("textarea[data-most-words]")) {
    const said = document.getElementById("account_count");
    if (!said) continue;
    const most = Number(box.dataset.mostWords);
    const count = () => {
      const words = box.value.trim() ? box.value.trim().split(/\s+/u).length : 0;
      said.textContent = words === 1 ? said.dataset.one : said.dataset.many.replace("%s", words.toLocaleString("en-GB"));
      said.classList.toggle("count--over", words > most);
    };
    // A screen reader is told where somebody pauses, and not of every word.
    let waits = 0;
    box.addEventListener("input", () => {
      window.clearTimeout(waits);
      waits = window.setTimeout(count, 300);
    });
    if (box.value) count();
  }
})();
