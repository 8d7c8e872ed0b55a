// The reader: a reading shows on hover as well as on tap and by key; the words a link asked for open theirs.
// Without this file the link of a statement leads to its card, which then shows itself.
(() => {
  const wanted = document.getElementById("words");
  const cardOf = (said) => document.getElementById(said.hash.slice(1));
  const narrow = window.matchMedia("(max-width: 60rem)");

  const outline = document.querySelector(".outline details");
  if (outline && narrow.matches) outline.removeAttribute("open");

  if (wanted) {
    wanted.scrollIntoView({ block: "center" });
    if (wanted.matches(".said") && !narrow.matches) cardOf(wanted).showPopover();
  }

  let pinned = null;
  let timer = 0;
  document.addEventListener("click", (event) => {
    const said = event.target.closest?.(".said");
    clearTimeout(timer);
    if (!said) {
      pinned = null;
      return;
    }
    event.preventDefault();
    pinned = cardOf(said);
    pinned.showPopover();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || pinned?.matches(":popover-open")) return;
    const said = event.target.closest?.(".said");
    clearTimeout(timer);
    if (said) timer = setTimeout(() => cardOf(said).showPopover(), 120);
  });

  // n and p lead to the next and the previous statement.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    if (event.key !== "n" && event.key !== "p") return;
    const said = [...document.querySelectorAll(".said")];
    const here = said.indexOf(document.activeElement);
    const next = event.key === "n" ? here + 1 : here < 0 ? said.length - 1 : here - 1;
    said[(next + said.length) % said.length]?.focus();
  });
})();
