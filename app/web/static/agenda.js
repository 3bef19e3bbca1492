/* Dragging items of an agenda, for the mouse; buttons do the same without it and for the keyboard.
   An item moves among its like: first level, or sub-items of one. The form of its own buttons is sent. */
(() => {
  "use strict";
  const list = document.querySelector("[data-drag-list]");
  const items = [...(list?.querySelectorAll("[data-drag-item]") ?? [])];
  const formOf = (item) => item.querySelector("form:has(button[name=richtung])");
  const alike = (item) => items.filter((each) => each.dataset.dragAmong === item.dataset.dragAmong);
  let dragged = null;
  let target = null;

  const mark = (item, after) => {
    items.forEach((each) => each.classList.remove("is-drop", "is-drop-after"));
    target = item && { item, after };
    item?.classList.add(after ? "is-drop-after" : "is-drop");
  };
  /* The item behind the place where it is dropped; "ende" behind all. */
  const place = () => {
    const likes = alike(dragged).filter((each) => each !== dragged);
    const at = likes.indexOf(target.item) + (target.after ? 1 : 0);
    return at < likes.length ? `vor:${likes[at].dataset.dragItem}` : "ende";
  };

  for (const item of items.filter(formOf)) {
    const handle = item.querySelector(".sw-num");
    handle.draggable = true;
    handle.title = "Ziehen, um den Punkt zu verschieben";
    handle.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(item, 0, 0);
      item.classList.add("is-dragged");
    });
    handle.addEventListener("dragend", () => { item.classList.remove("is-dragged"); mark(null); dragged = null; });
  }
  list?.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-drag-item]");
    const item = !dragged || !over || alike(dragged).includes(over) ? over
      : items.find((each) => each.dataset.dragItem === over.dataset.dragAmong);
    if (!dragged || !item || item === dragged || !alike(dragged).includes(item)) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    mark(item, item !== over || event.clientY > box.top + box.height / 2);
  });
  list?.addEventListener("drop", (event) => {
    if (!dragged || !target) return;
    event.preventDefault();
    const form = formOf(dragged);
    const button = form.querySelector("button");
    button.value = place();
    form.requestSubmit(button);
  });
})();
