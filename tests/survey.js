// What can be measured of a page as it stands: `words` are those that the other language has and this one has not.
(words) => {
  const shown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest(".visually-hidden");
  const called = (e) => `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") || e.textContent || e.id).trim().slice(0, 50)}`;
  const rgb = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const bright = (colour) => colour.slice(0, 3).map((v) => v / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [dark, light] = [bright(one), bright(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) !== 0) return colour;
    }
    return [255, 255, 255];
  };
  // WCAG 1.4.3: large text is 24 px, or 18.66 px and bold.
  const least = (style) => {
    const size = parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  };
  const faint = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    if (!shown(e) || e.closest("svg, .text-layer, script, noscript, option, :disabled")) continue;
    const style = getComputedStyle(e);
    if (contrast(rgb(style.color), ground(e)) < least(style)) faint.push(`${called(e)} ${style.color} on ${ground(e)}`);
  }
  // WCAG 2.5.8 asks for no size in a line of text.
  const small = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => shown(e) && !e.closest("svg") && !e.matches(".skip, .CodeMirror textarea"))
    .filter((e) => !(getComputedStyle(e).display.startsWith("inline") && e.closest("p, li, td, th, dd, blockquote, h2, h3, h4")))
    .filter((e) => { const box = e.getBoundingClientRect(); return Math.min(box.width, box.height) < 23.99; })
    .map(called);
  const foreign = [];
  const heard = (text, e) => {
    if (words.includes(text.trim()) && !e.closest("code, mark, spar-natural:lang(en), #yasgui:lang(en)") && (e.closest("[lang]")?.lang ?? "") === document.documentElement.lang) foreign.push(text.trim());
  };
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) heard(texts.currentNode.data, texts.currentNode.parentElement);
  for (const e of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) heard(e.getAttribute(name) ?? "", e);
  }
  return {
    lang: document.documentElement.lang,
    title: document.title,
    mains: document.querySelectorAll("main").length,
    heads: [...document.querySelectorAll("h1")].filter((e) => e.textContent.trim()).length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    faint, small, foreign,
    // Nothing of a document has become more than text.
    injected: document.querySelectorAll("main script, main img:not(#yasgui img, spar-natural img), main [onload], main [onerror]").length,
  };
}
