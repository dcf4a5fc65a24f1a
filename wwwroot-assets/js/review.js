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
      document.removeEventListener("keydown", press, true);
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
