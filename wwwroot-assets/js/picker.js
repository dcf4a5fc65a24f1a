// Every combobox of the page, from one place: its text is marked on focus (as that of amounts and dates is: what is typed stands in place of it),
// its list floats clear of every pane, and its own keys go no further.
// One listener for all, there before the first of them: what is typed at once after the focus is never marked away.
const fieldOf = target => target instanceof Element && target.matches(".picker input") ? target : null;

// The page may draw the field anew between the focus and her first letter (an agent's second thought), and a text that is set loses its mark: it is marked again.
let untouched = null;
document.addEventListener("focusin", event => {
  untouched = event.target instanceof Element && event.target.matches(".picker input, input.amount-field, input.date-field") ? event.target : null;
  untouched?.select();
});

document.addEventListener("keydown", event => {
  if (event.target !== untouched || ["Shift", "Control", "Alt", "AltGraph", "Meta"].includes(event.key)) return;
  const moves = ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key);
  if (!moves && untouched.selectionStart === untouched.selectionEnd) untouched.select();
  untouched = null;
}, true);

// Where she has pointed, there she writes.
document.addEventListener("pointerup", () => { untouched = null; }, true);

// Likewise between one letter and the next: what she has written stands until she takes it or leaves it.
let written = null;
document.addEventListener("input", event => { if (fieldOf(event.target)) written = { field: event.target, text: event.target.value }; }, true);
document.addEventListener("focusout", () => { written = null; }, true);
document.addEventListener("pointerdown", () => { written = null; }, true);
document.addEventListener("keydown", event => {
  keepWritten();
  if (["Enter", "Escape", "Tab"].includes(event.key)) written = null;
}, true);

function keepWritten() {
  if (written && written.field.value !== written.text) written.field.value = written.text;
}

document.addEventListener("keydown", event => {
  // Ctrl+Enter is the page's: it posts from wherever she stands.
  if (fieldOf(event.target) && !event.ctrlKey && !event.metaKey && ["ArrowDown", "ArrowUp", "Enter", "Escape"].includes(event.key)) event.preventDefault();
}, true);

new MutationObserver(() => {
  keepWritten();
  for (const list of document.querySelectorAll(".picker > [role=listbox]")) place(list, list.parentElement.querySelector("input"));
}).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected", "aria-expanded"] });

function place(list, field) {
  const selected = list.querySelector("[aria-selected=true]");
  // Asked at every change of the page: what stands right is left alone.
  const shape = `${list.childElementCount} ${selected?.id}`;
  if (list.dataset.placed === "yes" && list.dataset.shape === shape) return;
  list.dataset.shape = shape;
  // In the top layer neither a scrolling pane nor a dialog cuts it off.
  if (!list.matches(":popover-open")) list.showPopover();
  const at = field.getBoundingClientRect();
  const below = innerHeight - at.bottom - 8;
  const above = at.top - 8;
  const up = below < Math.min(list.scrollHeight, 240) && above > below;
  const width = Math.min(Math.max(at.width, 280), innerWidth - 16);
  list.style.width = `${width}px`;
  list.style.maxHeight = `${Math.min(up ? above : below, 320)}px`;
  list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  list.style.top = up ? "auto" : `${at.bottom + 2}px`;
  list.style.bottom = up ? `${innerHeight - at.top + 2}px` : "auto";
  list.dataset.placed = "yes";
  selected?.scrollIntoView({ block: "nearest" });
}
