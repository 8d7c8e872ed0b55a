// Small helps for every page. Everything works without them.
document.documentElement.classList.add("js");

// A part that could not be fetched is shown as the whole page, which tells what went wrong.
document.addEventListener("htmx:response:error", (event) => {
  const action = event.detail?.ctx?.request?.action;
  if (action) window.location.assign(action);
});

// A <details> of the page closes on Escape and gives the focus back to its summary.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open]");
  if (!open) return;
  open.removeAttribute("open");
  open.querySelector("summary")?.focus();
});

// A stroke leads to the search field, unless something is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("q") ?? document.getElementById("search");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
