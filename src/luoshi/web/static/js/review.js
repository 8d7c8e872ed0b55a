// The review queue by keyboard, and words chosen in the text. Without this file every form still works.
(() => {
  const text = document.getElementById("excerpt");
  if (!text) return;

  const marked = text.querySelector("mark");
  if (marked) text.scrollTop = marked.offsetTop - text.offsetTop - text.clientHeight / 2;

  const length = (words) => [...words].length;

  // The raw offsets of what is selected in the text, in code points as the ledger counts them.
  const chosen = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const start = Number(text.dataset.start) + length(before.toString());
    return words.trim() ? { words, start, end: start + length(words) } : null;
  };

  let last = null;
  document.addEventListener("selectionchange", () => {
    last = chosen() ?? last;
  });

  const take = (button) => {
    const found = chosen() ?? last;
    if (!found) return;
    const set = button.closest("fieldset");
    const mark = button.dataset.take;
    set.querySelector(`[name="start${mark}"]`).value = found.start;
    set.querySelector(`[name="end${mark}"]`).value = found.end;
    set.querySelector("[data-shows]").textContent = found.words;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-take]");
    if (button) take(button);
  });

  const go = (step) => {
    const links = [...document.querySelectorAll(".queue a")];
    const here = links.findIndex((link) => link.hasAttribute("aria-current"));
    links[here + step]?.click();
  };
  const open = (id) => {
    const details = document.getElementById(id);
    if (!details) return;
    details.open = true;
    details.querySelector("input:not([type=hidden])")?.focus();
  };
  const focus = (selector) => document.querySelector(selector)?.focus();
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    a: () => document.querySelector("#accept")?.requestSubmit(),
    e: () => focus("#correct .fields input, #correct .fields select, #correct .offset"),
    r: () => focus("#reject input:not([type=hidden])"),
    m: () => open("merge"),
    s: () => open("split"),
    w: () => {
      const button = document.querySelector('#correct [data-take=""]');
      if (button) take(button);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
