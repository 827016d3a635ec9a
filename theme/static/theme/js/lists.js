// Lists under a box (a combobox) are fetched when somebody first comes to such a box, and not before.
(() => {
  const { combobox, comboboxStyle } = document.currentScript.dataset;
  document.querySelectorAll("input[data-suggest-url]").forEach((input) => {
    const enhance = () => import(combobox).then((module) => module.enhance(input, comboboxStyle)).catch(() => {});
    // Said from the start, so that a screen reader tells it when the box is come to.
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    if (document.activeElement === input) enhance();
    else input.addEventListener("focus", enhance, { once: true });
  });
})();
