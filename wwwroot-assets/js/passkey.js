// A form that asks for a passkey: before it is sent, the browser makes one or shows one, and the answer goes along in a hidden field.
// The form says where the options come from (data-passkey) and what is to be done (data-passkey-do: create or get).
document.addEventListener("submit", async event => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.passkey || form.elements["Passkey.Credential"].value) return;
  event.preventDefault();
  const told = form.querySelector("[data-passkey-told]");
  told.hidden = true;
  try {
    const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error((await answer.text()) || answer.statusText);
    const options = await answer.json();
    const credential = form.dataset.passkeyDo === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements["Passkey.Credential"].value = JSON.stringify(credential.toJSON());
    form.requestSubmit();
  } catch {
    // She closed the browser's own window, the machine has none, or the page is too old: nothing was changed.
    told.hidden = false;
  }
});
