// What the review page asks of the browser: rows into view, rows kept in place, the document scrolled from anywhere, and word of her going away and coming back.
export function attach(owner, idle) {
  const press = event => {
    if (event.key !== "PageDown" && event.key !== "PageUp" || event.ctrlKey || event.altKey || document.querySelector(".mud-dialog")) return;
    const paper = document.querySelector(".panes.review .stage.shown .document .scroll");
    if (!paper) return;
    event.preventDefault();
    paper.scrollBy({ top: (event.key === "PageDown" ? .85 : -.85) * paper.clientHeight });
  };
  document.addEventListener("keydown", press, true);
  const ready = event => {
    if (!moves.has(event.detail)) return;
    moved = performance.now();
    setTimeout(wake);
  };
  document.addEventListener("pressed", ready);
  const tab = event => { if (event.key === "Tab") rest(); };
  document.addEventListener("keydown", tab, true);
  let seen = Date.now(), away = false;
  const signs = ["keydown", "pointermove", "pointerdown", "wheel"];
  const here = () => {
    seen = Date.now();
    if (!away) return;
    away = false;
    owner.invokeMethodAsync("ReturnAsync");
  };
  const watch = setInterval(() => {
    if (away || Date.now() - seen < idle) return;
    away = true;
    owner.invokeMethodAsync("RestAsync");
  }, Math.min(idle / 2, 15000));
  for (const sign of signs) document.addEventListener(sign, here, { capture: true, passive: true });
  return {
    stop() {
      clearInterval(watch);
      rest();
      document.removeEventListener("keydown", press, true);
      document.removeEventListener("pressed", ready);
      document.removeEventListener("keydown", tab, true);
      for (const sign of signs) document.removeEventListener(sign, here, { capture: true });
    },
  };
}

// The next item is drawn out of sight and sleeps there, out of reach of Tab and of a screen reader. To wake it takes the browser as long as
// to show it: so that is done while she goes from item to item, before the key that shows it, or while the server is at work on the key.
// By what the page calls the key, whichever she has chosen for it.
const moves = new Set(["Enter", "j", "ArrowDown"]), pause = 600;
let moved = -pause, resting = 0;

function wake() {
  const coming = document.querySelector(".panes.review .stage[inert]");
  if (!coming) return;
  coming.inert = false;
  coming.getBoundingClientRect();
  clearTimeout(resting);
  resting = setTimeout(rest, pause);
}

function rest() {
  clearTimeout(resting);
  for (const stage of document.querySelectorAll(".panes.review .stage:not(.shown)")) stage.inert = true;
}

// Called when the next item has been drawn.
export function drawn() {
  if (performance.now() - moved < pause) requestAnimationFrame(wake);
}

// Just far enough, with a row of air.
export function show(list, index, height) {
  if (!list || index < 0) return;
  const top = index * height, bottom = top + height;
  if (top < list.scrollTop + height) list.scrollTop = Math.max(0, top - height);
  else if (bottom > list.scrollTop + list.clientHeight - height) list.scrollTop = bottom - list.clientHeight + height;
}

export function shift(list, by) {
  if (list && list.scrollTop > 0) list.scrollTop += by;
}
