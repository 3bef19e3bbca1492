/* Autosave of the minutes. What is not saved yet stays in this browser until the server has taken it,
   also across a reload; the strip says how things stand. */
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const forms = [...document.querySelectorAll("form[data-autosave]")];
  const SOON = 2000, AT_LATEST = 8000, AGAIN = 4000; // milliseconds
  const states = new WeakMap(); // form → what the server has, since when there is more, what is on its way
  const field = (form) => form.elements.namedItem("rich") ?? form.elements.namedItem("text");
  const value = (form) => field(form).value;
  const version = (form) => Number(form.elements.namedItem("version").value);
  const inConflict = (form) => form.elements.namedItem("seen").value !== "";
  const isDirty = (form) => value(form) !== states.get(form).saved;
  const number = (form) => form.closest("section").querySelector("h2").textContent.split(":")[0];

  let lost = false;
  const strip = (text, { failed = false } = {}) => {
    const place = byId("gespeichert");
    place.textContent = text;
    place.toggleAttribute("data-lost", failed);
    if (failed !== lost) byId(failed ? "alarm" : "status").textContent = failed ? text : "Die Verbindung ist wieder da. Ihr Text ist gespeichert.";
    lost = failed;
  };

  /* The browser's copy: kept from the first key on, dropped when the server has the same words. */
  const key = (form) => `protokoll:${form.getAttribute("action")}`;
  const keep = (form) => {
    try {
      localStorage.setItem(key(form), JSON.stringify({ text: value(form), version: version(form), at: Date.now() }));
    } catch { /* a full or forbidden store: the field itself still holds the text */ }
  };
  const drop = (form) => localStorage.removeItem(key(form));
  const kept = (form) => {
    try { return JSON.parse(localStorage.getItem(key(form))); } catch { return null; }
  };

  const save = (form) => {
    const state = states.get(form);
    clearTimeout(state.timer);
    if (state.sent !== undefined || inConflict(form) || !isDirty(form)) return;
    form.dispatchEvent(new CustomEvent("sichern", { bubbles: true }));
  };
  const later = (form, wait) => {
    const state = states.get(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), wait);
  };
  const touch = (form) => {
    const state = states.get(form);
    if (!state) return;
    form.toggleAttribute("data-changed", isDirty(form));
    if (!isDirty(form)) { drop(form); return; }
    keep(form);
    state.since ??= Date.now();
    later(form, Math.max(0, Math.min(SOON, state.since + AT_LATEST - Date.now())));
  };

  const fill = (form, text) => {
    const editor = form.querySelector("trix-editor");
    if (!editor) { field(form).value = text; return; }
    const range = editor.editor.getSelectedRange();
    editor.editor.loadHTML(text);
    if (document.activeElement === editor) editor.editor.setSelectedRange(range);
  };
  const restore = (form) => {
    const copy = kept(form);
    if (!copy || copy.text === value(form)) { drop(form); return; }
    const time = new Date(copy.at).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    fill(form, copy.text);
    form.elements.namedItem("version").value = copy.version;
    strip(`${number(form)}: Ihr ungespeicherter Text von ${time} Uhr ist wieder da.`);
    touch(form);
  };
  const begin = (form) => {
    states.set(form, { saved: value(form) });
    restore(form);
  };

  document.addEventListener("trix-change", ({ target }) => touch(target.closest("form")));
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-autosave]");
    if (form && target === field(form)) touch(form);
  });
  document.addEventListener("trix-initialize", ({ target }) => begin(target.closest("form")));

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    const state = states.get(ctx.sourceElement);
    if (state) state.sent = value(ctx.sourceElement);
  });
  const done = (form, status) => {
    const state = states.get(form);
    const { sent } = state;
    if (sent === undefined) return;
    state.sent = state.since = undefined;
    if (status === 200) {
      state.saved = sent;
      strip(`Gespeichert um ${byId(`stand-${form.dataset.autosave}`).dataset.at} Uhr`);
      touch(form);
    } else if (status === 409 || status === 422) {
      strip(`${number(form)} ist noch nicht gespeichert.`);
    } else {
      strip("Nicht gespeichert: Die Verbindung ist unterbrochen. Ihr Text bleibt hier stehen, wir versuchen es weiter.", { failed: true });
      later(form, AGAIN);
    }
  };
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (states.has(ctx.sourceElement)) done(ctx.sourceElement, ctx.response?.status ?? 0);
  });
  /* Somebody else saved: whoever has typed nothing new sees their text, the others are told when they save. */
  document.addEventListener("protokoll:neu", async ({ target: form, detail }) => {
    const rests = () => states.has(form) && states.get(form).sent === undefined && !isDirty(form) && version(form) < detail.version;
    if (!rests()) return;
    const page = await detail.fetched();
    const textarea = page?.querySelector("textarea");
    if (!textarea || !rests()) return;
    const stand = byId(`stand-${form.dataset.autosave}`);
    stand.replaceWith(document.adoptNode(page.getElementById(stand.id)));
    fill(form, form.querySelector("trix-editor") ? textarea.dataset.rich : textarea.value);
    states.get(form).saved = value(form);
    touch(form);
  });

  const saveAll = () => forms.filter((form) => states.has(form)).forEach(save);
  window.addEventListener("online", saveAll);
  document.addEventListener("visibilitychange", saveAll);

  /* The others begin with their editor, which editor.js puts there after this. */
  for (const form of forms) if (!window.Trix || !form.querySelector("textarea[data-rich]")) begin(form);
})();
