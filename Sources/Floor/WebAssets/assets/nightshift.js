// SPDX-License-Identifier: Apache-2.0
//
// What pages gain when scripts run; every page works without.
"use strict";

// Keys on a list of items. They work only while the focus is inside the list, so that they never take a letter from
// a reader who types or speaks elsewhere.
for (const list of document.querySelectorAll("[data-items]")) {
  const items = [...list.querySelectorAll("[data-item]")];
  const keys = list.parentElement.querySelector("[data-keys]");
  if (keys) keys.hidden = false;

  const rest = (item) => items.forEach((other) => (other.tabIndex = other === item ? 0 : -1));
  const move = (from, step) => {
    const to = items[Math.max(0, Math.min(items.length - 1, items.indexOf(from) + step))];
    rest(to);
    to.focus();
  };
  const press = (item, act) => item.querySelector(`[data-act="${act}"]`)?.click();

  rest(items[0]);
  list.addEventListener("focusin", (event) => rest(event.target.closest("[data-item]") ?? items[0]));
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select"))
      return;
    const acts = {
      j: () => move(item, 1),
      k: () => move(item, -1),
      e: () => press(item, "evidence"),
      u: () => press(item, "undo"),
      enter: () => press(item, "accept"),
    };
    const key = event.key.toLowerCase();
    // Enter on a link or a button inside the item is that link's or that button's.
    if (!(key in acts) || (key === "enter" && event.target !== item)) return;
    event.preventDefault();
    acts[key]();
  });
}

// Buttons that put a text on the clipboard. Without scripts, or outside a secure context, the text is there to select.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const said = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not copied: select the line";
    }
    setTimeout(() => (button.textContent = said), 2000);
  });
}

// A link into a folded table unfolds it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", unfold);
unfold();
