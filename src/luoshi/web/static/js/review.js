// The review queue by keyboard, and words chosen in the text. Without this file every form still works.
(() => {
  const text = document.getElementById("excerpt");
  if (!text) return;

  const marked = text.querySelector("mark");
  if (marked) text.scrollTop = marked.offsetTop - text.offsetTop - text.clientHeight / 2;

  // Only the list is moved to the reading that is looked at, never the page.
  const current = document.querySelector(".queue [aria-current]");
  const list = current?.closest(".queue");
  if (list) {
    const below = current.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
    if (below > 0) list.scrollTop += below + list.clientHeight / 3;
  }

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

  // Words are chosen without a mouse: the arrows move the start of the selection, with Shift its end.
  const pieces = () => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };
  const offset = (node, within) => {
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(node, within);
    return before.toString().length;
  };
  const place = (at) => {
    let left = at;
    for (const node of pieces()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    const end = pieces().at(-1);
    return [end, end.length];
  };
  const span = () => {
    const selection = window.getSelection();
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      if (text.contains(range.commonAncestorContainer)) {
        return [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
      }
    }
    const first = marked ? offset(marked, 0) : 0;
    return [first, first + (marked ? marked.textContent.length : 1)];
  };
  const choose = ([start, end]) => {
    window.getSelection().setBaseAndExtent(...place(start), ...place(end));
    const box = window.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = text.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) text.scrollTop += box.top - frame.top - frame.height / 3;
  };
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -10, ArrowDown: 10 };
  const moved = (all, at, step) => {
    const to = Math.min(Math.max(at + step, 0), all.length);
    return /[\uDC00-\uDFFF]/.test(all[to] ?? "") ? to + Math.sign(step) : to;
  };
  text.addEventListener("focus", () => choose(span()));
  text.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const all = text.textContent;
    let [start, end] = span();
    if (event.shiftKey) end = Math.max(moved(all, end, step), start + 1);
    else {
      start = Math.min(moved(all, start, step), all.length - 1);
      end = Math.max(end, start + 1);
    }
    choose([start, end]);
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
  // A split begins with two parts; the template stands for the next one.
  const split = document.getElementById("split");
  const parts = () => [...split.querySelectorAll("form .part")];
  const named = ["id", "name", "for", "data-take", "data-shows"];
  const told = () => {
    const count = parts().length;
    const [more, fewer] = [split.querySelector("[data-more]"), split.querySelector("[data-fewer]")];
    more.hidden = count >= Number(more.dataset.more);
    fewer.hidden = count <= Number(fewer.dataset.fewer);
  };
  const numbered = (part, number) => {
    const legend = part.querySelector("legend");
    legend.textContent = legend.textContent.replace("0", number);
    part.setAttribute("aria-label", legend.textContent);
    for (const element of part.querySelectorAll("*")) {
      for (const name of named) {
        const value = element.getAttribute(name);
        if (value?.endsWith("_0")) element.setAttribute(name, value.replace(/_0$/, `_${number}`));
      }
    }
    const key = part.querySelector("kbd");
    if (number < 10) key.textContent = number;
    else key.remove();
  };
  const add = () => {
    split.open = true;
    const last = parts().at(-1);
    if (split.querySelector("[data-more]").hidden) return null;
    const part = split.querySelector("template").content.firstElementChild.cloneNode(true);
    numbered(part, parts().length + 1);
    last.after(part);
    told();
    part.scrollIntoView({ block: "nearest" });
    return part;
  };
  split?.addEventListener("click", (event) => {
    if (event.target.closest("[data-more]")) {
      event.preventDefault();
      add()?.querySelector("[data-take]").focus();
    } else if (event.target.closest("[data-fewer]")) {
      parts().at(-1).remove();
      told();
      split.querySelector("[data-more]").focus();
    }
  });
  if (split) told();

  const focus = (selector) => document.querySelector(selector)?.focus();
  const takeFor = (selector) => {
    const button = document.querySelector(selector);
    if (button) take(button);
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    a: () => document.querySelector("#accept")?.requestSubmit(),
    e: () => focus("#correct .fields input, #correct .fields select, #correct .offset"),
    r: () => focus("#reject input:not([type=hidden])"),
    m: () => open("merge"),
    s: () => open("split"),
    n: () => document.querySelector("#add")?.click(),
    t: () => text.focus(),
    w: () => takeFor('#correct [data-take=""]'),
    p: () => split && add(),
  };
  // Escape leaves a field and nothing more: the part it stands in stays open.
  const leave = (event) => {
    if (event.key !== "Escape" || !event.target.closest?.("#split :is(input, select), #merge input, #correct :is(input, select), #reject input")) return;
    event.stopPropagation();
    event.target.blur();
  };
  document.addEventListener("keydown", leave, true);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    const part = /^[1-9]$/.test(event.key) && `#split [data-take="${event.key === "1" ? "" : `_${event.key}`}"]`;
    const act = part ? () => takeFor(part) : keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
