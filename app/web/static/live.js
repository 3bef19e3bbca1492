/* What others write, decide and note appears by itself. The server only names the part of the page that is
   another one now; the part is fetched, and what somebody types here stays. */
(() => {
  "use strict";
  const place = document.querySelector("[data-live]");
  if (!place || !window.EventSource) return;
  const fetched = async (item) => {
    const answer = await fetch(`${place.dataset.live}/punkte/${item}`, {
      headers: { "HX-Request": "true", "HX-Request-Type": "partial" },
    });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  };
  /* Parts that htmx loads: told with their mark (on every new connection), or without it (now). */
  const load = (part, mark) => {
    if (!mark || part.dataset.stand !== mark) part.dispatchEvent(new CustomEvent("neu"));
  };
  /* A form that is open in such a part stays as it is, also when somebody else removed what it changes. */
  document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
    window.htmx.config.morphSkip = "[data-typing]";
    for (const { fragment, swapSpec } of tasks) {
      const fresh = swapSpec?.style === "outerMorph" && fragment.querySelector("[data-stand]");
      const open = fresh ? document.getElementById(fresh.id)?.querySelectorAll("[data-typing]") : [];
      for (const form of open ?? []) {
        if (!fragment.querySelector(`[id="${form.id}"]`)) fresh.append(form.cloneNode(false));
      }
    }
  });
  const source = new EventSource(`${place.dataset.live}/geschehen`);
  source.addEventListener("message", async ({ data }) => {
    const [item, version] = data.split(" ");
    const part = document.getElementById(item);
    if (part) { load(part, version); return; }
    const form = document.querySelector(`form[data-autosave="${item}"]`);
    if (form) {
      form.dispatchEvent(new CustomEvent("protokoll:neu", { bubbles: true, detail: { version: Number(version), fetched: () => fetched(item) } }));
      return;
    }
    const text = document.getElementById(`text-${item}`);
    if (!text || Number(text.dataset.version) >= Number(version)) return;
    const fresh = (await fetched(item))?.getElementById(text.id);
    if (fresh) text.replaceWith(document.adoptNode(fresh));
  });
})();
