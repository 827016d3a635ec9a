// The menu on a phone is a <details>: Escape, or a press beside it, closes it as well.
(() => {
  const fold = document.querySelector("[data-menu-fold]");
  if (!fold) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open || !fold.contains(document.activeElement)) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (fold.open && !fold.contains(event.target)) fold.open = false;
  });
})();
