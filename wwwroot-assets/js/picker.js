// A combobox field: its text is marked on focus, its list floats clear of every pane, and its own keys go no further.
export function attach(field) {
  const box = field.closest(".picker");
  const isOpen = () => field.getAttribute("aria-expanded") === "true";
  const press = event => {
    const ours = event.key === "ArrowDown" || event.key === "ArrowUp" || event.key === "Enter" || (event.key === "Escape");
    if (ours) event.preventDefault();
  };
  const mark = () => field.select();
  const place = () => {
    const list = box.querySelector("[role=listbox]");
    if (!list) return;
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
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  };
  const watch = new MutationObserver(() => { if (isOpen()) place(); });
  watch.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
  field.addEventListener("keydown", press);
  field.addEventListener("focus", mark);
  // The focus may have come before the script did.
  if (document.activeElement === field && !isOpen()) mark();
  return {
    stop() {
      watch.disconnect();
      field.removeEventListener("keydown", press);
      field.removeEventListener("focus", mark);
    },
  };
}
