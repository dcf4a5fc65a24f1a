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
  // While the server does what a key asks, what she most likely sees next is made ready for her: to wake it takes as long as to show it.
  let woken = 0;
  const wake = () => {
    const coming = document.querySelector(".panes.review .stage[inert]");
    if (!coming) return;
    coming.inert = false;
    coming.getBoundingClientRect();
    coming.firstElementChild?.getBoundingClientRect();
    clearTimeout(woken);
    woken = setTimeout(() => { if (coming.isConnected && !coming.classList.contains("shown")) coming.inert = true; }, 1000);
  };
  const ready = event => { if (event.key === "Enter" || event.key === "j" || event.key === "ArrowDown") setTimeout(wake); };
  document.addEventListener("keydown", ready, true);
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
      clearTimeout(woken);
      document.removeEventListener("keydown", press, true);
      document.removeEventListener("keydown", ready, true);
      for (const sign of signs) document.removeEventListener(sign, here, { capture: true });
    },
  };
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

export function reveal(panes) {
  requestAnimationFrame(() => panes?.querySelector("[data-lit=yes]")?.scrollIntoView({ block: "nearest" }));
}
