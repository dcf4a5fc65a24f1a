// Which value of the document belongs to which field of the form: what the pointer is on is marked on the other side, both ways.
// A value has its name in data-field; a field of the form says in data-of whose it is, one name or several, or the line they lie in.
let from = null;

function mark(element) {
  const next = element instanceof Element && element.closest(".panes") ? element.closest("[data-field], [data-of]") : null;
  if (next === from) return;
  for (const marked of document.querySelectorAll("[data-near]")) delete marked.dataset.near;
  from = next;
  if (next) for (const other of partners(next.closest(".panes"), next)) other.dataset.near = "yes";
}

document.addEventListener("pointerover", (event) => mark(event.target));
document.documentElement.addEventListener("pointerleave", () => mark(null));
document.addEventListener("click", (event) => {
  const value = event.target instanceof Element ? event.target.closest(".panes [data-field]") : null;
  if (!value || String(getSelection()).length > 0) return;
  const [first] = partners(value.closest(".panes"), value);
  first?.scrollIntoView({ block: "nearest" });
  // A line of the form is taken to be the one she works on.
  first?.closest("[data-pick]")?.click();
});

// A document says in data-asked which of its values the form asks about: that one is lit, and comes into view.
new MutationObserver((changes) => {
  for (const { target } of changes) {
    for (const lit of target.querySelectorAll(".sheet [data-lit]")) if (lit.dataset.field !== target.dataset.asked) delete lit.dataset.lit;
    const asked = target.dataset.asked && target.querySelector(`.sheet [data-field="${CSS.escape(target.dataset.asked)}"]`);
    if (!asked) continue;
    asked.dataset.lit = "yes";
    asked.scrollIntoView({ block: "nearest" });
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-asked"] });

// The next item is drawn already, out of sight.
function isShown(element) {
  return !element.closest(".stage:not(.shown)");
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
