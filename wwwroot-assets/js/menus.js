// What is folded out folds in again: by Escape, with the focus back on its word, and by a press anywhere else.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("pointerdown", event => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
    event.preventDefault();
  }
}, true);
