// Words of a component that has no catalogue in the language of the page: replaced as they appear.
const ATTRIBUTES = ["title", "aria-label", "placeholder"];

/** Keep what `place` says in other words: `words` whole, `patterns` as pairs of expression and replacement. */
export function reworded(place, words, patterns = [], except = "") {
  const renewed = (text) => {
    const known = words[text.trim()];
    if (known !== undefined) return text.replace(text.trim(), known);
    const fitting = patterns.find(([expression]) => expression.test(text.trim()));
    return fitting ? text.replace(text.trim(), text.trim().replace(...fitting)) : text;
  };
  const renew = (node) => {
    if (except && node.parentElement?.closest(except)) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const said = renewed(node.data);
      if (said !== node.data) node.data = said;
      return;
    }
    for (const name of ATTRIBUTES) {
      const held = node.getAttribute?.(name);
      if (held && renewed(held) !== held) node.setAttribute(name, renewed(held));
    }
    node.childNodes.forEach(renew);
  };
  new MutationObserver((changes) => changes.forEach((change) => renew(change.target)))
    .observe(place, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
}
