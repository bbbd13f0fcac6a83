// Passkeys: the browser is asked, and what it answers goes with the form. Without script there is the code or password.
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const answer = (credential) => {
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) said[name] = text(response[name]);
    }
    if (response.getTransports) said.transports = response.getTransports();
    const extensions = credential.getClientExtensionResults();
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: extensions };
  };
  const ask = async (form) => {
    let options = form.dataset.options && JSON.parse(form.dataset.options);
    if (!options) {
      const got = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!got.ok) throw new Error(String(got.status));
      options = (await got.json()).request_options;
    }
    const asked = options.publicKey;
    asked.challenge = bytes(asked.challenge);
    if (form.dataset.passkey === "make") {
      asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = known(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey: asked });
    }
    asked.allowCredentials = known(asked.allowCredentials);
    return navigator.credentials.get({ publicKey: asked });
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const said = form.querySelector("[role=status]");
    // A passkey belongs to a name: at an address that is a number no browser makes or uses one.
    if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      button.disabled = true;
      said.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(answer(await ask(form)));
        form.submit();
      } catch {
        said.textContent = form.dataset.failed;
        button.disabled = false;
      }
    });
  }
  // Back brings the page as it was left: what was answered then has been used up.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.elements.credential.value = "";
      form.querySelector("button").disabled = false;
    }
  });
})();
