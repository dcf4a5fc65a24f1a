// Keys of the page. One listener on the document; the newest component hears first.
const heard = [];
const moving = new Set(["j", "k", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);
let last = { key: "", at: 0 };

export function listen(owner, keys, inDialog) {
  const listener = { owner, keys: new Set(keys), inDialog };
  heard.push(listener);
  if (heard.length === 1) document.addEventListener("keydown", hear);
  return {
    stop() {
      heard.splice(heard.indexOf(listener), 1);
      if (heard.length === 0) document.removeEventListener("keydown", hear);
    },
  };
}

function hear(event) {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
  const key = nameOf(event);
  const pair = event.timeStamp - last.at < 1000 ? `${last.key} ${key}` : "";
  last = { key, at: event.timeStamp };
  if (belongsToField(event, key)) return;
  if (event.repeat && !moving.has(key)) return;
  const dialog = document.querySelector(".mud-dialog, dialog[open]") !== null;
  // Two keys together mean more than the second alone: g k goes somewhere even where k moves a cursor.
  for (const hit of [pair, key]) {
    const listener = heard.findLast((one) => one.keys.has(hit) && (!dialog || one.inDialog));
    if (!listener) continue;
    event.preventDefault();
    listener.owner.invokeMethodAsync("PressAsync", hit, moving.has(hit));
    return;
  }
}

// The character typed, whatever keyboard made it; AltGr is part of the character, not a modifier.
function nameOf(event) {
  const altGr = event.getModifierState("AltGraph");
  if ((event.ctrlKey || event.metaKey) && !altGr) return `Ctrl+${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  return event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
}

function belongsToField(event, key) {
  if (key.startsWith("Ctrl+") || key === "Escape") return false;
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=menu]")) return true;
  const input = target.closest("input");
  if (input && !["checkbox", "radio", "button"].includes(input.type)) return true;
  return (key === "Enter" || key === " ") && target.closest("button, a[href], summary, input, [role=tab]") !== null;
}

function isModifier(key) {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "AltGraph" || key === "Meta";
}
