/* At the desk of the minute-taker: clocks go on counting, text blocks go where the caret stood. */
(() => {
  "use strict";
  const seen = new WeakMap(); // words of a clock → when they were true
  const measured = (minutes, planned) => {
    if (!planned) return `${minutes} Min.`;
    return `${minutes} von ${planned} Min.${minutes > planned ? `, ${minutes - planned} Min. über` : ""}`;
  };
  const tick = () => {
    for (const words of document.querySelectorAll(".sw-clock [data-seconds]")) {
      if (!seen.has(words)) seen.set(words, Date.now());
      const { seconds, planned, since } = words.dataset;
      const minutes = Math.floor((Number(seconds) + (Date.now() - seen.get(words)) / 1000) / 60);
      const now = `läuft seit ${since}, ${measured(minutes, Number(planned))}`;
      if (words.textContent !== now) words.textContent = now;
    }
  };
  setInterval(tick, 5000);
  document.addEventListener("htmx:after:swap", tick);
  document.addEventListener("visibilitychange", tick);
  tick();

  /* The editor forgets its caret when the list of blocks is opened. */
  const carets = new WeakMap();
  document.addEventListener("trix-selection-change", ({ target }) => {
    if (document.activeElement === target) carets.set(target, target.editor.getSelectedRange());
  });
  const insert = (form, text) => {
    const editor = form.querySelector("trix-editor");
    const field = form.elements.namedItem("text");
    if (editor) {
      const end = editor.editor.getDocument().toString().length - 1;
      const caret = carets.get(editor) ?? [end, end];
      editor.focus();
      editor.editor.setSelectedRange(caret.map((place) => Math.min(place, end)));
      editor.editor.recordUndoEntry("Baustein");
      editor.editor.insertString(text);
    } else {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const { form } = button;
    const select = form.elements.namedItem("block");
    const block = document.getElementById("bausteine").content.querySelector(`[data-block="${select.value}"]`);
    if (block) insert(form, block.textContent);
    else select.focus();
  });
})();
