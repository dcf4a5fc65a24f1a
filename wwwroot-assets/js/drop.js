// Files dropped anywhere in the window, pasted, photographed or chosen are sent three at a time; the page hears of each.
const atOnce = 3, mostWaits = 60;
const pause = seconds => new Promise(done => setTimeout(done, 1000 * seconds));

export function attach(zone, page, limit, words) {
  const waiting = [], failed = new Map();
  let sending = 0, depth = 0, count = 0, client = null, deaf = false, ticket = null, gone = false;
  const carriesFiles = event => !deaf && event.dataTransfer?.types.includes("Files");
  const veil = on => { zone.dataset.over = on ? "yes" : "no"; };

  const enter = event => { if (carriesFiles(event)) { event.preventDefault(); depth++; veil(true); } };
  const over = event => { if (carriesFiles(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; } };
  const leave = event => { if (carriesFiles(event) && --depth <= 0) { depth = 0; veil(false); } };
  const drop = event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    const entries = [...event.dataTransfer.items].filter(item => item.kind === "file").map(item => item.webkitGetAsEntry?.());
    add([...event.dataTransfer.files].map((file, i) => ({ file, folder: entries[i]?.isDirectory === true })));
  };
  const choose = event => {
    if (!zone.contains(event.target) || event.target.type !== "file") return;
    add([...event.target.files].map(file => ({ file })));
    event.target.value = "";
  };
  // Text that is pasted into a field is the field's; a file or a picture is ours.
  const paste = event => {
    const files = [...event.clipboardData?.files ?? []];
    const types = event.clipboardData?.types ?? [];
    if (deaf || files.length === 0 || (isField(event.target) && types.includes("text/plain"))) return;
    event.preventDefault();
    add(files.map(file => ({ file: named(file) })));
  };
  const isField = target => target instanceof Element && target.matches("input, textarea, [contenteditable]");

  // Every picture from the clipboard is called image.png; the moment tells them apart.
  function named(file) {
    if (!/^image\.\w+$/.test(file.name)) return file;
    const moment = new Date(Date.now() - 60000 * new Date().getTimezoneOffset()).toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
    return new File([file], `utklipp-${moment}.${file.name.split(".").pop()}`, { type: file.type });
  }

  // While a phone's camera is open its circuit may sleep: what there is to tell waits until it is back.
  async function tell(method, ...values) {
    for (let waits = 0; !gone; waits++) {
      try {
        return await page.invokeMethodAsync(method, ...values);
      } catch (trouble) {
        if (waits === mostWaits) throw trouble;
        await pause(1);
      }
    }
  }

  async function add(files) {
    if (files.length === 0) return;
    const batch = files.map(({ file, folder }) => ({ id: `${Date.now()}-${++count}`, file, client, refusal: folder ? words.folder : file.size > limit ? words.tooLarge : file.size === 0 ? words.empty : null }));
    await tell("Added", batch.map(({ id, file }) => ({ id, name: file.name, size: file.size })));
    for (const { id, refusal } of batch.filter(one => one.refusal)) await tell("Refused", id, refusal, false);
    waiting.push(...batch.filter(one => !one.refusal));
    next();
  }

  function next() {
    while (sending < atOnce && waiting.length > 0 && !gone) {
      sending++;
      send(waiting.shift()).finally(() => { sending--; next(); });
    }
  }

  async function send(one) {
    const { id, file, client } = one;
    const refuse = (why, again) => { if (again) failed.set(id, one); return tell("Refused", id, why, again); };
    try {
      for (let tries = 0; !gone; tries++) {
        const answer = await post(id, file, client, ticket ??= await fetchTicket());
        if (answer.status === 202) return await tell("Taken", id, answer.body.documentId, answer.body.status);
        if (answer.status === 429 && tries < 5) { await pause(3 * (tries + 1)); continue; }
        if (answer.status === 400) ticket = null;
        // What a rule of the house refused is refused again, unless something changes; all else may go better the next time.
        return await refuse(answer.body?.detail ?? (answer.status === 429 ? words.busy : answer.status >= 500 ? words.broken : words.signedOut), true);
      }
    } catch {
      ticket = null;
      if (!gone) await refuse(words.broken, true);
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
        page.invokeMethodAsync("Sent", id, Math.floor(100 * event.loaded / event.total)).catch(() => { /* The next one tells more. */ });
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

  const ears = { dragenter: enter, dragover: over, dragleave: leave, drop, paste, change: choose };
  for (const [what, ear] of Object.entries(ears)) addEventListener(what, ear);
  zone.dataset.ears = "yes";
  // Chosen before anybody listened: it is not lost, and goes where the page says.
  const early = [...zone.querySelectorAll("input[type=file]")];
  return {
    address(id, hush) {
      client = id;
      deaf = hush;
      if (deaf) { depth = 0; veil(false); }
      for (const input of early.splice(0)) if (input.files.length > 0) choose({ target: input });
    },
    retry(id) { const one = failed.get(id); failed.delete(id); if (one) { waiting.push({ ...one, client: one.client ?? client }); next(); } return one !== undefined; },
    forget() { failed.clear(); },
    stop() {
      gone = true;
      for (const [what, ear] of Object.entries(ears)) removeEventListener(what, ear);
    },
  };
}
