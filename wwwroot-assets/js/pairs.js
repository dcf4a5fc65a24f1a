// Which value of the document belongs to which field of the form: what the pointer is on is marked on the other side, both ways.
// A value has its name in data-field; a field of the form says in data-of whose it is, one name or several, or the line they lie in.
const known = new WeakSet();

export function attach(root) {
  const panes = root?.closest(".panes");
  if (!panes || known.has(panes)) return;
  known.add(panes);
  let from = null;
  const mark = (element) => {
    const next = element instanceof Element ? element.closest("[data-field], [data-of]") : null;
    if (next === from) return;
    clear(panes);
    from = next;
    if (next) for (const other of partners(panes, next)) other.dataset.near = "yes";
  };
  panes.addEventListener("pointerover", (event) => mark(event.target));
  panes.addEventListener("pointerleave", () => mark(null));
  panes.addEventListener("click", (event) => {
    const value = event.target instanceof Element ? event.target.closest("[data-field]") : null;
    if (!value || String(getSelection()).length > 0) return;
    const [first] = partners(panes, value);
    first?.scrollIntoView({ block: "nearest" });
    // A line of the form is taken to be the one she works on.
    first?.closest("[data-pick]")?.click();
  });
}

// The next item is drawn already, out of sight.
function isShown(element) {
  return !element.closest(".stage:not(.shown)");
}

function clear(panes) {
  for (const marked of panes.querySelectorAll("[data-near]")) delete marked.dataset.near;
}

function partners(panes, element) {
  if (element.dataset.field) {
    const name = element.dataset.field;
    const all = [...panes.querySelectorAll(".booking [data-of]")].filter((of) => isShown(of) && names(of).some((one) => one === name || name.startsWith(`${one}.`)));
    // The closest first: the very field before the line it stands in, the line before what is made of it.
    return all.sort((a, b) => rank(a, name) - rank(b, name));
  }
  const wanted = names(element);
  return [...panes.querySelectorAll(".document [data-field]")].filter((field) => isShown(field) && wanted.some((one) => field.dataset.field === one || field.dataset.field === `${one}.name` || field.dataset.field === `${one}.reason`));
}

function names(element) {
  return (element.dataset.of ?? "").split(" ").filter(Boolean);
}

function rank(element, name) {
  if (names(element).includes(name)) return element.closest("[data-pick]") ? 0 : 1;
  return element.hasAttribute("data-pick") ? 2 : 3;
}
