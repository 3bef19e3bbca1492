/* Rich text instead of the plain textarea of each form with data-autosave. Without this file the textarea
   stays; it holds the same words. */
(() => {
  "use strict";
  const { Trix } = window;
  if (!Trix) return;
  Trix.config.toolbar.getDefaultHTML = () => document.getElementById("werkzeuge").innerHTML;

  const mount = (textarea) => {
    const source = document.createElement("input");
    const place = document.createElement("div");
    const tools = document.createElement("trix-toolbar");
    const editor = document.createElement("trix-editor");
    const { id } = textarea;
    source.type = "hidden";
    source.name = "rich";
    source.id = `${id}-quelle`;
    source.value = textarea.dataset.rich;
    place.className = "sw-editor";
    tools.id = `${id}-werkzeuge`;
    editor.setAttribute("input", source.id);
    editor.setAttribute("toolbar", tools.id);
    editor.setAttribute("aria-multiline", "true");
    editor.className = "kern-form-input__input";
    const label = document.querySelector(`label[for="${id}"]`);
    label.id = `${id}-name`;
    editor.setAttribute("aria-labelledby", label.id);
    textarea.replaceWith(source, place);
    editor.id = id;
    place.append(tools, editor);
  };
  for (const textarea of document.querySelectorAll("form[data-autosave] textarea[data-rich]")) mount(textarea);

  document.addEventListener("trix-file-accept", (event) => event.preventDefault());
  document.addEventListener("trix-attachment-add", ({ attachment }) => attachment.remove());
  document.addEventListener("trix-selection-change", ({ target }) => {
    for (const button of target.toolbarElement.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", String("trixActive" in button.dataset));
    }
  });
})();
