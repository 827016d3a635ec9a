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
let count = 0;
const enhance = (input) => {
const id = `suggestions-${(count += 1)}`;
const list = document.createElement("ul");
const status = document.createElement("span");
let timer = 0;
let asked = "";
let chosen = -1;
list.id = id;
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", input.dataset.suggestLabel);
status.className = "visually-hidden";
status.setAttribute("role", "status");
input.closest("form").querySelector(".search-list").append(list, status);
for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id]]) {
input.setAttribute(name, value);
}
const close = () => {
list.hidden = true;
chosen = -1;
input.setAttribute("aria-expanded", "false");
input.removeAttribute("aria-activedescendant");
};
const choose = (index) => {
const options = [...list.children];
chosen = (index + options.length + 1) % (options.length + 1);
if (chosen === options.length) chosen = -1;
options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
if (chosen < 0) input.removeAttribute("aria-activedescendant");
else input.setAttribute("aria-activedescendant", options[chosen].id);
};
const show = (items) => {
list.replaceChildren(...items.map((item, place) => {
const option = document.createElement("li");
option.id = `${id}-${place}`;
option.setAttribute("role", "option");
option.setAttribute("aria-selected", "false");
option.textContent = item.title;
option.dataset.href = item.url;
return option;
}));
chosen = -1;
input.removeAttribute("aria-activedescendant");
list.hidden = !items.length;
input.setAttribute("aria-expanded", String(items.length > 0));
status.textContent = items.length ? `${input.dataset.suggestLabel}: ${items.length}` : "";
};
const ask = async () => {
const words = input.value.trim();
if (words === asked) return;
asked = words;
if (words.length < 2) return close();
try {
const answer = await fetch(`${input.dataset.suggestUrl}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
if (!answer.ok) return close();
const { suggestions } = await answer.json();
if (words === asked && document.activeElement === input) show(suggestions);
} catch {
close();
}
};
input.addEventListener("input", () => {
clearTimeout(timer);
timer = setTimeout(ask, 180);
});
input.addEventListener("keydown", (event) => {
if (event.key === "Escape" && !list.hidden) {
event.preventDefault();
close();
} else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.children.length) {
event.preventDefault();
list.hidden = false;
input.setAttribute("aria-expanded", "true");
choose(event.key === "ArrowDown" ? chosen + 1 : (chosen < 0 ? list.children.length : chosen) - 1);
} else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
event.preventDefault();
location.assign(list.children[chosen].dataset.href);
}
});
list.addEventListener("mousedown", (event) => {
const option = event.target.closest("[role=option]");
event.preventDefault();
if (option) location.assign(option.dataset.href);
});
input.addEventListener("blur", close);
};
document.querySelectorAll("input[data-suggest-url]").forEach(enhance);
})();
