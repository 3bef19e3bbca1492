/* Improves a form with data-uploads="most bytes": files are dropped onto it and go up one by one, each with its bar.
   Without it the form sends all of them at once. */
(() => {
  "use strict";
  const improve = (form) => {
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  const list = document.getElementById("fortschritt");
  const say = (text) => { document.getElementById("status").textContent = text; };

  /* Dropped files lie in the field as chosen ones do. */
  const drop = form.querySelector("[data-drop]");
  const over = (event) => { event.preventDefault(); drop.classList.toggle("sw-drop--over", event.type === "dragover"); };
  const way = document.createElement("p");
  way.className = "sw-muted";
  way.textContent = "Sie können Dateien auch hierher ziehen.";
  drop.append(way);
  for (const name of ["dragover", "dragleave", "drop"]) drop.addEventListener(name, over);
  drop.addEventListener("drop", ({ dataTransfer }) => {
    if (!dataTransfer.files.length) return;
    const all = new DataTransfer();
    for (const file of [...input.files, ...dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    say(all.files.length === 1 ? `„${all.files[0].name}“ ist ausgewählt.` : `${all.files.length} Dateien sind ausgewählt.`);
  });

  const row = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("p");
    const bar = document.createElement("progress");
    const state = document.createElement("small");
    item.className = "sw-row";
    bar.className = "kern-progress";
    bar.max = Math.max(file.size, 1);
    bar.value = 0;
    bar.setAttribute("aria-label", `${file.name} wird hochgeladen`);
    state.textContent = "wartet";
    name.append(file.name, state);
    item.append(name, bar);
    list.append(item);
    return { item, bar, state };
  };

  /* What the page that came back says of the file. */
  const reason = ({ status, response }) => {
    const told = response?.querySelector(".kern-error .kern-body") ?? response?.querySelector("#fehler li, .kern-alert__body, .kern-alert p");
    return told?.textContent.trim() || (status ? "Spurwerk hat die Datei nicht angenommen." : "Die Verbindung ist unterbrochen. Bitte versuchen Sie es noch einmal.");
  };

  const refuse = ({ item, state }, trouble) => {
    const line = document.createElement("p");
    const icon = document.createElement("span");
    const text = document.createElement("span");
    line.className = "kern-error";
    icon.className = "kern-icon kern-icon--danger";
    icon.setAttribute("aria-hidden", "true");
    text.className = "kern-body";
    text.textContent = trouble;
    line.append(icon, text);
    state.remove();
    item.append(line);
  };

  const send = (file, shown) => new Promise((done) => {
    const most = Number(form.dataset.uploads);
    if (file.size > most) { done(`Die Datei ist zu groß. Erlaubt sind ${most / 1e6} MB je Datei.`); return; }
    const sent = new FormData(form);
    sent.delete(input.name);
    sent.set(input.name, file);
    sent.set("id", shown.id);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.setRequestHeader("x-csrftoken", form.elements.namedItem("_csrf_token").value);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Request-Type", "partial");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      shown.bar.max = total;
      shown.bar.value = loaded;
      shown.state.textContent = loaded < total ? `${Math.round((100 * loaded) / total)} %` : "wird geprüft";
    });
    request.addEventListener("loadend", () => done(request.status === 200 ? "" : reason(request)));
    request.send(sent);
  });

  /* A file that failed keeps its id: sent again, it is not stored twice. */
  const ids = new WeakMap();
  const idOf = (file) => { if (!ids.has(file)) ids.set(file, crypto.randomUUID()); return ids.get(file); };

  const sendAll = async (files) => {
    const rows = files.map((file) => ({ ...row(file), id: idOf(file) }));
    const left = new DataTransfer();
    for (const [at, file] of files.entries()) {
      const trouble = await send(file, rows[at]);
      rows[at].state.textContent = trouble || "ist hinterlegt";
      rows[at].bar.remove();
      if (trouble) { refuse(rows[at], trouble); left.items.add(file); ids.set(left.files[left.files.length - 1], rows[at].id); }
      say(`${at + 1} von ${files.length}: ${file.name}: ${trouble || "ist hinterlegt"}`);
    }
    return left.files;
  };

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (button.disabled) return;
    button.disabled = true;
    list.replaceChildren();
    list.hidden = false;
    const left = await sendAll(files);
    button.disabled = false;
    input.files = left;
    if (files.length === 1 && !left.length) { location.assign(form.dataset.back ?? form.action); return; }
    if (left.length < files.length) {
      const fresh = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html").getElementById("anlagen");
      if (fresh) document.getElementById("anlagen").replaceChildren(...fresh.childNodes);
    }
    input.focus();
  });
  };

  /* Where another page loads the form, it comes later; each is improved once. */
  const begin = () => {
    const form = document.querySelector("form[data-uploads]:not([data-improved])");
    if (form) { form.dataset.improved = ""; improve(form); }
  };
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
