// Keeps the row under the keyboard's cursor in sight.
export function show() {
  document.querySelector("main tr[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
}

export function reveal(id) {
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}
