// Files dropped anywhere in the window, or chosen, are sent three at a time; the page hears of each.
const atOnce = 3;

export function attach(zone, page, broken, signedOut) {
  const waiting = [];
  let sending = 0, depth = 0, count = 0, client = null, ticket = null, gone = false;
  const input = zone.querySelector("input[type=file]");
  const carriesFiles = event => event.dataTransfer?.types.includes("Files");
  const veil = on => { zone.dataset.over = on ? "yes" : "no"; };

  const enter = event => { if (carriesFiles(event)) { event.preventDefault(); depth++; veil(true); } };
  const over = event => { if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; } };
  const leave = event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; veil(false); } };
  const drop = event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    add([...event.dataTransfer.files]);
  };
  const choose = () => { add([...input.files]); input.value = ""; };

  async function add(files) {
    if (files.length === 0) return;
    const batch = files.map(file => ({ id: `${Date.now()}-${++count}`, file, client }));
    await page.invokeMethodAsync("Added", batch.map(({ id, file }) => ({ id, name: file.name, size: file.size })));
    waiting.push(...batch);
    next();
  }

  function next() {
    while (sending < atOnce && waiting.length > 0 && !gone) {
      sending++;
      send(waiting.shift()).finally(() => { sending--; next(); });
    }
  }

  async function send({ id, file, client }) {
    try {
      const answer = await post(id, file, client, ticket ??= await fetchTicket());
      if (answer.status === 202) await page.invokeMethodAsync("Taken", id, answer.body.documentId, answer.body.status);
      else {
        if (answer.status === 400) ticket = null;
        await page.invokeMethodAsync("Refused", id, answer.body?.detail ?? (answer.body ? broken : signedOut));
      }
    } catch {
      ticket = null;
      if (!gone) await page.invokeMethodAsync("Refused", id, broken);
    }
  }

  // fetch cannot tell how much has been sent; this can.
  function post(id, file, client, token) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const to = zone.dataset.to ?? "/innboks/fil";
      request.open("POST", client ? `${to}?client=${client}` : to);
      request.setRequestHeader("RequestVerificationToken", token);
      let told = 0;
      request.upload.onprogress = event => {
        const now = performance.now();
        if (!event.lengthComputable || now - told < 200 || gone) return;
        told = now;
        page.invokeMethodAsync("Sent", id, Math.floor(100 * event.loaded / event.total));
      };
      request.onload = () => {
        let body = null;
        try { body = JSON.parse(request.responseText); } catch { /* a page instead of an answer: signed out */ }
        resolve({ status: request.status, body });
      };
      request.onerror = request.onabort = () => reject(new Error("lost"));
      const form = new FormData();
      form.append("file", file, file.name);
      request.send(form);
    });
  }

  async function fetchTicket() {
    const answer = await fetch("/innboks/billett", { headers: { accept: "application/json" } });
    return (await answer.json()).token;
  }

  addEventListener("dragenter", enter);
  addEventListener("dragover", over);
  addEventListener("dragleave", leave);
  addEventListener("drop", drop);
  input?.addEventListener("change", choose);
  return {
    address(id) { client = id; },
    stop() {
      gone = true;
      removeEventListener("dragenter", enter);
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
      input?.removeEventListener("change", choose);
    },
  };
}
