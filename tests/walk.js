// Remembers, while the Tab key is pressed, what had the focus and whether that could be seen.
() => {
  const all = () => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]")]
    .filter((e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.tabIndex >= 0 && !e.disabled)
    // Of a group of radio buttons one is reached, and the arrows lead on.
    .filter((e) => e.type !== "radio" || e.checked);
  const called = (e) => `${e.tagName.toLowerCase()}${e.className ? "." + e.className : ""} ${(e.getAttribute?.("aria-label") || e.textContent || e.value || "").trim().slice(0, 40)}`;
  // An editor draws the focus of its hidden field around itself.
  const outlined = (e) => [e, e.closest(".CodeMirror-focused")].some((one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const walk = { order: [], unseen: [], hidden: [] };
  document.addEventListener("focusin", ({ target }) => {
    walk.order.push(target);
    if (!outlined(target)) walk.unseen.push(called(target));
    requestAnimationFrame(() => target === document.activeElement && lost(target) && walk.hidden.push(called(target)));
  });
  // WCAG 2.4.11: what has the focus is in view when it has been scrolled to, and nothing lies over all of it.
  const lost = (target) => {
    const [box = target.getBoundingClientRect()] = target.getClientRects(); // Of a link that is broken: its first line.
    const over = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2);
    if (box.bottom < 0 || box.top > innerHeight) return true;
    return over && !over.contains(target) && !target.contains(over) && !over.closest(".CodeMirror");
  };
  window.walk = {
    count: () => all().length,
    told: () => ({
      first: walk.order.length ? called(walk.order[0]) : "",
      unseen: [...new Set(walk.unseen)],
      hidden: [...new Set(walk.hidden)],
      missed: all().filter((e) => !walk.order.includes(e)).map(called),
    }),
    again: () => { for (const list of Object.values(walk)) list.length = 0; document.activeElement?.blur(); },
  };
}
