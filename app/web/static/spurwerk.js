/* Everything here only improves pages that work without it: focus, titles, spoken messages, busy buttons.
   htmx 4 names its events htmx:after:swap; detail.ctx is the request. */
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const lost = () => !document.activeElement || document.activeElement === document.body;
  const focusOn = (element) => {
    if (!element) return;
    if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.tabIndex = -1;
    element.focus();
  };

  /* Spoken messages: emptied first, so that the same words are read out twice. */
  const say = (text, region = "status") => {
    const place = byId(region);
    if (!place || !text) return;
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 100);
  };
  const sayMessages = () => {
    const alert = document.querySelector("#meldungen .kern-alert");
    if (alert) say(alert.innerText.trim(), alert.dataset.kind === "danger" ? "alarm" : "status");
  };

  const ERROR = "Fehler: ";
  const setTitle = (heading) => {
    const plain = document.title.replace(ERROR, "");
    const title = heading ? `${heading.innerText.replaceAll("\u00ad", "")} – Spurwerk` : plain;
    document.title = (byId("fehler") ? ERROR : "") + title;
  };

  /* Buttons rest while their request runs. Disabled one tick later: a disabled button's value is not sent. */
  const rest = (button) => {
    if (!button || button.dataset.resting) return;
    const label = button.querySelector(".kern-label") ?? button;
    button.dataset.resting = label.textContent;
    setTimeout(() => {
      if (!button.dataset.resting) return;
      button.disabled = true;
      label.textContent = button.dataset.busy ?? "Wird gespeichert …";
    });
  };
  const wake = (button) => {
    if (!button?.dataset.resting) return;
    (button.querySelector(".kern-label") ?? button).textContent = button.dataset.resting;
    delete button.dataset.resting;
    button.disabled = false;
  };
  const wakeAll = () => document.querySelectorAll("[data-resting]").forEach(wake);
  const BY_HTMX = "[data-hx-post], [data-hx-put], [data-hx-patch], [data-hx-delete]";

  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (form.method !== "post") return;
    delete form.dataset.changed;
    if (form.matches(BY_HTMX) || button?.matches(BY_HTMX)) return;
    if (form.querySelector("[data-resting]")) { event.preventDefault(); return; }
    rest(button);
    setTimeout(() => wake(button), 15000); // a download answers without leaving the page
  });

  /* Where the focus goes when its element is swapped away: the heading of the list it stood in. */
  const sources = new WeakMap();
  const targetOf = ({ target }) => (typeof target === "string" ? document.querySelector(target) : target);
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    const source = ctx.sourceElement;
    const pressed = ctx.request.submitter ?? source;
    const heading = source.closest("section, article, main")?.querySelector("h1, h2, h3");
    sources.set(ctx, { pressed, heading });
    if (pressed.matches("button") && ctx.request.method !== "GET") rest(pressed);
    targetOf(ctx)?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    targetOf(ctx)?.removeAttribute("aria-busy");
    const { pressed, heading } = sources.get(ctx) ?? {};
    wake(pressed);
    if (lost()) focusOn(pressed?.isConnected ? pressed : heading?.isConnected ? heading : document.querySelector("h1"));
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const old = targetOf(ctx);
    const place = old?.isConnected ? old : old?.id ? byId(old.id) : null;
    const error = place?.querySelector("#fehler");
    const heading = place?.querySelector("h1");
    setTitle(heading);
    if (error) focusOn(error);
    else if (heading) focusOn(heading);
    else if (lost() && place && !sources.get(ctx)?.pressed.isConnected) focusOn(place.querySelector("a[href], button, input:not([type=hidden]), select, textarea"));
    sayMessages();
    guardRefused();
  });
  document.addEventListener("htmx:error", () => {
    byId("meldungen").replaceChildren(byId("verbindung").content.cloneNode(true));
    sayMessages();
    if (!document.activeElement?.matches("textarea, input")) byId("meldungen").scrollIntoView({ block: "nearest" });
  });

  /* Forms with data-guard ask before typed text is left behind. */
  document.addEventListener("input", ({ target }) => {
    target.closest("form[data-guard]")?.setAttribute("data-changed", "true");
  });
  const guardRefused = () => byId("fehler")?.closest("form[data-guard]")?.setAttribute("data-changed", "true");
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
  });

  /* Menus close behind whoever leaves them. */
  const closeMenu = () => byId("menue")?.matches(":popover-open") && byId("menue").hidePopover();
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".sw-nav a")) closeMenu();
    document.querySelectorAll(".sw-nav details[open]").forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const menu = key === "Escape" && target.closest?.(".sw-nav details[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  window.addEventListener("pageshow", ({ persisted }) => { wakeAll(); if (persisted) closeMenu(); });

  if (byId("fehler")) focusOn(byId("fehler")); else sayMessages();
  guardRefused();
})();
