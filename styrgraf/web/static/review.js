// Review by keyboard: r corrects, g accepts, a rejects; n goes to the next that waits. Typing in a field is left alone.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const button = document.querySelector(`.review-form [data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  } else if (event.key === "n") {
    const links = [...document.querySelectorAll(".waiting a")];
    const next = links[links.findIndex((link) => link.hasAttribute("aria-current")) + 1];
    if (next) next.click();
  }
});
