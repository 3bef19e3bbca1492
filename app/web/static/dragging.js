/* Dragging, for the mouse; buttons do the same without it and for the keyboard, and theirs is the form that is sent. */

/* Items of an agenda: an item moves among its like, on the first level or among the sub-items of one. */
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

/* Cards of a board: a card goes to the columns for which it has a button. */
(() => {
  "use strict";
  const board = document.querySelector("[data-drag-board]");
  const columns = [...(board?.querySelectorAll("[data-drag-column]") ?? [])];
  let dragged = null;
  const buttonFor = (column) => dragged?.querySelector(`button[value$=":${column.dataset.dragColumn}"]`);
  const mark = (over) => columns.forEach((column) => column.classList.toggle("is-drop-here", column === over));

  for (const card of board?.querySelectorAll("[data-drag-card]:has(button)") ?? []) {
    card.draggable = true;
    card.title = "Ziehen, um den Stand zu ändern";
    card.addEventListener("dragstart", (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      card.classList.add("is-dragged");
      columns.forEach((column) => column.classList.toggle("is-open", Boolean(buttonFor(column))));
    });
    card.addEventListener("dragend", () => {
      card.classList.remove("is-dragged");
      columns.forEach((column) => column.classList.remove("is-open"));
      mark(null);
      dragged = null;
    });
  }
  board?.addEventListener("dragover", (event) => {
    const column = event.target.closest("[data-drag-column]");
    const open = column && buttonFor(column);
    mark(open ? column : null);
    if (open) event.preventDefault();
  });
  board?.addEventListener("drop", (event) => {
    const column = event.target.closest("[data-drag-column]");
    const button = column && buttonFor(column);
    if (!button) return;
    event.preventDefault();
    board.requestSubmit(button);
  });
})();
