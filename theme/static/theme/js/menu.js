// The menu on a phone is a <details>: Escape, a press beside it, or leaving it by keyboard closes it as well,
// so that it never lies over what has the focus.
(() => {
  const fold = document.querySelector("[data-menu-fold]");
  if (!fold) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open || !fold.contains(document.activeElement)) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  fold.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !fold.contains(event.relatedTarget)) fold.open = false;
  });
  document.addEventListener("click", (event) => {
    if (fold.open && !fold.contains(event.target)) fold.open = false;
  });
})();
