// Keys of the page. One listener on the document; the newest component hears first.
const heard = [];
const moving = new Set(["j", "k", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);
let last = { key: "", at: 0 };
// What a key began and has not ended: until its dialog is there, letters that follow are hers for the dialog, and mean nothing to the page.
let working = 0, since = 0;
const isWorking = () => working > 0 && performance.now() - since < 3000;

// keys: what is pressed, and what the page calls it.
export function listen(owner, keys, inDialog, within) {
  const listener = { owner, keys: new Map(Object.entries(keys)), inDialog, isSeen: () => !within?.closest(".stage:not(.shown)") };
  heard.push(listener);
  if (heard.length === 1) document.addEventListener("keydown", hear);
  return {
    hear(keys) {
      listener.keys = new Map(Object.entries(keys));
    },
    stop() {
      const at = heard.indexOf(listener);
      if (at < 0) return;
      heard.splice(at, 1);
      if (heard.length === 0) document.removeEventListener("keydown", hear);
    },
  };
}

// The next key pressed in an element, whatever it is, for whoever chooses keys of her own. Tab and Escape leave.
export function catchIn(element, owner) {
  element.addEventListener("keydown", event => {
    if (isModifier(event.key) || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const altGr = event.getModifierState("AltGraph") || event.ctrlKey && event.altKey;
    owner.invokeMethodAsync("CaughtAsync", event.altKey && !altGr ? `Alt+${event.key}` : nameOf(event), altGr);
  });
  element.focus();
}

// Who had the focus before a dialog, and gets it again when the dialog is gone and nobody else has it.
let before = null;
export function remember() {
  before = document.activeElement;
}

export function comeBack(tries = 30) {
  if (tries > 0 && document.querySelector(".mud-dialog")) setTimeout(() => comeBack(tries - 1), 33);
  else if (document.activeElement === document.body && before?.isConnected) before.focus({ preventScroll: true });
}

function hear(event) {
  if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
  const key = nameOf(event);
  const pair = event.timeStamp - last.at < 1000 ? `${last.key} ${key}` : "";
  last = { key, at: event.timeStamp };
  if (belongsToField(event, key)) return;
  const dialog = document.querySelector(".mud-dialog, dialog[open]") !== null;
  // Two keys together mean more than the second alone: g k goes somewhere even where k moves a cursor; but where g does something by itself, that goes before.
  for (const hit of [pair, key]) {
    const listener = heard.findLast(one => one.keys.has(hit) && (!dialog || one.inDialog) && one.isSeen());
    if (!listener) continue;
    const named = listener.keys.get(hit);
    // Held down, only what moves goes on; whichever key she moves by.
    if (event.repeat && !moving.has(named)) return;
    event.preventDefault();
    last = { key: "", at: 0 };
    if (isWorking() && !dialog && !moving.has(named) && named !== "Escape") return;
    // A key that brings her to a field does so at once: the letters that follow are on their way already.
    const field = document.querySelector(`[data-hotkey="${CSS.escape(named)}"]:not([inert] *, .stage:not(.shown) *)`);
    if (field && !dialog) field.focus();
    else press(listener, named);
    return;
  }
}

async function press(listener, named) {
  document.dispatchEvent(new CustomEvent("pressed", { detail: named })); // For what the browser can make ready meanwhile.
  if (moving.has(named)) return listener.owner.invokeMethodAsync("PressAsync", named, true);
  working++;
  since = performance.now();
  try {
    await listener.owner.invokeMethodAsync("PressAsync", named, false);
  } finally {
    working--;
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
  if (target.closest("textarea, select, [contenteditable=true], [role=combobox], .picker, [role=menu]")) return true;
  const input = target.closest("input");
  if (input && !["checkbox", "radio", "button"].includes(input.type)) return true;
  return (key === "Enter" || key === " ") && target.closest("button, a[href], summary, input, [role=tab]") !== null;
}

function isModifier(key) {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "AltGraph" || key === "Meta";
}
