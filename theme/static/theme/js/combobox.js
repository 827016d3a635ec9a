// A list under a box (the combobox pattern of ARIA), which lists.js announces. Without it the box works.
//
// On the box: data-suggest-url answers `{suggestions: [{title, detail, url, value}]}` to `?q=`; data-suggest-label
// names the list; data-suggest-least is from how many letters on. With data-suggest-into, the id of a hidden field,
// a choice goes there and stays until the words are changed; data-suggest-none is told when nothing was found.
// Without it a choice is a page to go to.
let count = 0;

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const withStyle = (href) => {
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(make("link", { rel: "stylesheet", href }));
};

export const enhance = (input, style) => {
  const { suggestUrl, suggestLabel, suggestNone, suggestLeast, suggestInto } = input.dataset;
  const id = `suggestions-${(count += 1)}`;
  const into = suggestInto ? document.getElementById(suggestInto) : null;
  const list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": suggestLabel, hidden: "" });
  const status = make("span", { class: "visually-hidden", role: "status" });
  const note = make("p", { class: "combobox-note", hidden: "" });
  let timer = 0;
  let asked = "";
  let chosen = -1;
  withStyle(style);
  const place = input.closest("form")?.querySelector(".search-list");
  if (place && !into) place.append(list, status);
  else input.after(make("div", { class: "combobox" }, list, status, note));
  input.setAttribute("aria-controls", id);

  const mark = (index) => {
    const options = [...list.children];
    chosen = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  const close = () => {
    list.hidden = true;
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  };
  const take = (option) => {
    if (!into) return location.assign(option.dataset.href);
    clearTimeout(timer);
    asked = option.dataset.title;
    input.value = option.dataset.title;
    into.value = option.dataset.value;
    note.textContent = option.dataset.detail;
    note.hidden = !note.textContent;
    close();
    list.replaceChildren();
    status.textContent = `${option.dataset.title}, ${option.dataset.detail}`;
  };
  const show = (items) => {
    list.replaceChildren(...items.map((item, at) => {
      const option = make("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false" }, item.title);
      if (item.detail) option.append(make("span", {}, item.detail));
      Object.assign(option.dataset, { title: item.title, detail: item.detail ?? "", href: item.url ?? "", value: item.value ?? "" });
      return option;
    }));
    if (items.length) open();
    else close();
    mark(-1);
    status.textContent = items.length ? `${suggestLabel}: ${items.length}` : suggestNone ?? "";
  };
  const ask = async () => {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < Number(suggestLeast ?? 2)) {
      list.replaceChildren();
      status.textContent = "";
      return close();
    }
    try {
      const answer = await fetch(`${suggestUrl}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (words === asked && document.activeElement === input) show(suggestions);
    } catch {
      close();
    }
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  };

  input.addEventListener("input", () => {
    if (into) {
      into.value = "";
      note.hidden = true;
    }
    wait();
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    const steps = {
      ArrowDown: chosen === last ? -1 : chosen + 1,
      ArrowUp: chosen < 0 ? last : chosen - 1,
      ...(chosen < 0 ? {} : { Home: 0, End: last }),
    };
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key in steps && last >= 0) {
      event.preventDefault();
      open();
      mark(steps[event.key]);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      take(list.children[chosen]);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option);
  });
  input.addEventListener("blur", close);
  if (input.value !== input.defaultValue) wait();
};
