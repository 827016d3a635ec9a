// A form that came back with errors: the summary takes the focus, so that nobody searches for what went wrong.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
