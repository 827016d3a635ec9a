(() => {
const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();
})();
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
(() => {
const { combobox, comboboxStyle } = document.currentScript.dataset;
document.querySelectorAll("input[data-suggest-url]").forEach((input) => {
const enhance = () => import(combobox).then((module) => module.enhance(input, comboboxStyle)).catch(() => {});
for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
input.setAttribute(name, value);
}
if (document.activeElement === input) enhance();
else input.addEventListener("focus", enhance, { once: true });
});
})();
