// A file that was chosen is sent past the circuit and kept; the page hears of it.
export function attach(input, page, client, broken) {
  const change = async () => {
    const file = input.files[0];
    if (!file) return;
    try {
      const { token } = await (await fetch("/innboks/billett")).json();
      const body = new FormData();
      body.append("file", file);
      const answer = await fetch(`/innboks/fil?client=${client}&voucher=1`, { method: "POST", headers: { RequestVerificationToken: token }, body });
      const told = await answer.json().catch(() => null);
      if (answer.status === 202 && told) await page.invokeMethodAsync("Attached", told.documentId, told.filename);
      else await page.invokeMethodAsync("NotAttached", told?.detail ?? broken);
    } catch {
      await page.invokeMethodAsync("NotAttached", broken);
    }
    input.value = "";
  };
  input.addEventListener("change", change);
  return { stop() { input.removeEventListener("change", change); } };
}
