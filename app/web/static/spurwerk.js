/* Everything here only improves pages that work without it: focus, titles, spoken messages, busy buttons.
   htmx 4 names its events htmx:after:swap; detail.ctx is the request. */
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const lost = () => !document.activeElement || document.activeElement === document.body;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea";
  const focusOn = (element) => {
    if (!element?.matches(`${CONTROLS}, [tabindex]`)) element?.setAttribute("tabindex", "-1");
    element?.focus();
  };

  /* Spoken messages: emptied before each request, so that the same words are read out twice. */
  const say = (text, region = "status") => {
    const place = byId(region);
    if (text) setTimeout(() => { place.textContent = text; }, 100);
  };
  const said = new WeakSet();
  const sayMessages = () => {
    const alert = document.querySelector("#meldungen .kern-alert");
    if (!alert || said.has(alert)) return false;
    said.add(alert);
    say(alert.innerText.trim(), alert.dataset.kind === "danger" ? "alarm" : "status");
    if (!document.activeElement?.matches("textarea, input")) alert.scrollIntoView({ block: "nearest" });
    return true;
  };
  const ERROR = "Fehler: ";
  const setTitle = (heading) => {
    const title = heading ? `${heading.innerText.replaceAll("\u00ad", "")} – Spurwerk` : document.title.replace(ERROR, "");
    document.title = (byId("fehler") ? ERROR : "") + title;
  };

  /* Words that name how many boxes are ticked: data-count holds the boxes' name. */
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    const count = document.querySelectorAll(`input[name="${target.name}"]:checked`).length;
    for (const words of document.querySelectorAll(`[data-count="${target.name}"]`)) {
      words.textContent = count === 1 ? words.dataset.one : words.dataset.many.replace("#", count);
    }
  });

  /* A list that leaves out what is chosen in another one: data-other-than holds the other's name. */
  const leaveOut = () => {
    for (const list of document.querySelectorAll("select[data-other-than]")) {
      const taken = list.form.elements.namedItem(list.dataset.otherThan)?.value;
      for (const option of list.options) option.hidden = option.disabled = Boolean(taken) && option.value === taken;
      if (list.selectedOptions[0]?.disabled) list.value = "";
    }
  };
  document.addEventListener("change", leaveOut);
  window.addEventListener("pageshow", leaveOut);

  /* Buttons rest while their request runs. Disabled one tick later: a disabled button's value is not sent. */
  const labelOf = (button) => button.querySelector(".kern-label") ?? button;
  const rest = (button) => {
    if (!button || button.dataset.resting) return;
    const label = labelOf(button);
    button.dataset.resting = label.textContent;
    setTimeout(() => {
      if (!button.dataset.resting) return;
      button.disabled = true;
      label.textContent = button.dataset.busy ?? "Wird gespeichert …";
    });
  };
  const wake = (button) => {
    if (!button?.dataset.resting) return;
    labelOf(button).textContent = button.dataset.resting;
    delete button.dataset.resting;
    button.disabled = false;
  };
  const BY_HTMX = "[data-hx-post], [data-hx-put], [data-hx-patch], [data-hx-delete]";
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (form.method !== "post") return;
    form.removeAttribute("data-changed");
    if (form.matches(BY_HTMX) || button?.matches(BY_HTMX)) return;
    if (form.querySelector("[data-resting]")) { event.preventDefault(); return; }
    rest(button);
    setTimeout(() => wake(button), 15000); // a download answers without leaving the page
  });

  /* Where the focus goes when its element is swapped away: the heading of the list it stood in. */
  const sources = new WeakMap();
  /* A panel that loads by itself must not take the focus from whoever reads elsewhere. */
  const loadsByItself = (source) => source?.matches('[data-hx-trigger*="load"], [data-hx-trigger="neu"]');
  const targetOf = ({ target }) => (typeof target === "string" ? document.querySelector(target) : target);
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    byId("status").textContent = byId("alarm").textContent = "";
    const source = ctx.sourceElement;
    const pressed = ctx.request.submitter ?? source;
    /* A request that waited behind another one carries the version which that one has raised. */
    const version = ctx.request.form?.elements.namedItem("version");
    if (version && ctx.request.body?.set) ctx.request.body.set("version", version.value);
    const heading = source.closest("section, article, main")?.querySelector("h1, h2, h3");
    sources.set(ctx, { pressed, heading, busy: targetOf(ctx), byItself: loadsByItself(source) });
    if (pressed.matches("button") && ctx.request.method !== "GET") rest(pressed);
    targetOf(ctx)?.setAttribute("aria-busy", "true"); // an error answer may change ctx.target
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const { pressed, heading, busy, byItself } = sources.get(ctx) ?? {};
    busy?.removeAttribute("aria-busy");
    wake(pressed);
    if (lost() && !byItself && pressed?.dataset.done !== "") focusOn(pressed?.isConnected ? pressed : heading?.isConnected ? heading : document.querySelector("h1"));
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (sources.get(ctx)?.byItself ?? loadsByItself(ctx.sourceElement)) return;
    /* getAttribute: a form with a field named "id" hides its own id behind it. */
    const place = targetOf(ctx)?.isConnected ? targetOf(ctx) : byId(targetOf(ctx)?.getAttribute("id"));
    const error = ctx.response.status === 422 ? byId("fehler") : null;
    const heading = place?.querySelector("h1");
    const pressed = sources.get(ctx)?.pressed;
    setTitle(heading);
    if (error || heading) focusOn(error ?? heading);
    else if (lost() && place && !pressed?.isConnected) focusOn(place.querySelector(CONTROLS));
    /* data-done: what a button says when it is done; empty for saving in the background. */
    const done = ctx.request.method !== "GET" && ctx.response.status < 400;
    if (done) ctx.request.form?.removeAttribute("data-changed");
    /* data-say: what a new list says of itself. */
    if (!sayMessages()) say(done ? pressed?.dataset.done ?? "Gespeichert." : place?.querySelector("[data-say]")?.textContent);
    guard(byId("fehler"));
  });
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
    if (!ctx || ctx.sourceElement?.matches("[data-autosave]")) return; // minutes.js says so in the strip and goes on trying
    byId("meldungen").replaceChildren(byId("verbindung").content.cloneNode(true));
    sayMessages();
  });

  /* Forms with data-guard ask before typed text is left behind. */
  const guard = (element) => element?.closest("form[data-guard]")?.setAttribute("data-changed", "true");
  document.addEventListener("input", ({ target }) => guard(target));
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
  });

  /* A link to copy, or with data-copy-text the words it leads to, which are marked as well. Without the clipboard it is the link that it is. */
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[data-copy]");
    if (!link) return;
    const words = "copyText" in link.dataset && byId(link.hash.slice(1));
    if (words) getSelection().selectAllChildren(words);
    navigator.clipboard?.writeText(words ? words.textContent : link.href).then(() => {
      say(link.dataset.copy);
      if (words) link.querySelector(".kern-label").textContent = link.dataset.copyText;
    }, () => {});
  });

  /* Menus close behind whoever leaves them. */
  const closeMenu = () => byId("menue")?.matches(":popover-open") && byId("menue").hidePopover();
  document.addEventListener("click", ({ target }) => {
    if (target.closest(".sw-nav a")) closeMenu();
    document.querySelectorAll(".sw-nav details[open]").forEach((menu) => { if (!menu.contains(target)) menu.open = false; });
  });
  document.addEventListener("keydown", ({ key, target }) => {
    const menu = key === "Escape" && target.closest(".sw-nav details[open]");
    if (menu) { menu.open = false; menu.firstElementChild.focus(); }
  });
  window.addEventListener("pageshow", ({ persisted }) => { document.querySelectorAll("[data-resting]").forEach(wake); if (persisted) closeMenu(); });

  if (byId("fehler")) focusOn(byId("fehler")); else sayMessages();
  guard(byId("fehler"));
})();
