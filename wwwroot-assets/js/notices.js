// The two notices Blazor shows by itself: the line is down, the circuit has ended.
const line = document.getElementById("components-reconnect-modal");

line?.addEventListener("components-reconnect-state-changed", event => {
  const state = event.detail.state;
  if (state === "hide") line.hidden = true;
  else line.hidden = false;
  line.dataset.state = state;
  if (state === "rejected") location.reload(); // the server has let the circuit go; the page is whole again when reloaded
});

document.addEventListener("click", event => {
  const act = event.target instanceof Element ? event.target.closest("[data-do]")?.dataset.do : undefined;
  if (act === "reload") location.reload();
  if (act === "retry") retry();
});

async function retry() {
  line.dataset.state = "show";
  if (!(await Blazor.reconnect())) location.reload();
}
