/* Text that others save appears by itself. The server only names agenda item and version; the text is fetched. */
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
  const source = new EventSource(`${place.dataset.live}/geschehen`);
  source.addEventListener("message", async ({ data }) => {
    const [item, version] = data.split(" ");
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
