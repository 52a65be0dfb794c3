// The words of YASGUI in Swedish. It has no catalogue of its own, so what it writes is replaced as it appears.
const WORDS = {
  "Table": "Tabell",
  "Response": "Rådata",
  "Simple view": "Enkel vy",
  "Ellipse": "Korta av",
  "Filter query results": "Filtrera svaret",
  "Page size: ": "Rader per sida: ",
  "Show all": "Visa allt",
  "Download result": "Hämta svaret",
  "Download not supported": "Kan inte hämtas",
  "View documentation": "Läs mer",
  "Share query": "Dela frågan",
  "Run query": "Ställ frågan",
  "Close tab": "Stäng fliken",
  "Add tab": "Ny flik",
  "Query": "Fråga",
  "Results": "Svar",
  "Unable to get response from endpoint. Possible reasons:": "Tjänsten svarade inte. Tänkbara skäl:",
};
const COUNTED = /^(\d+) results? in ([\d.]+) seconds?$/;
const ATTRIBUTES = ["title", "aria-label", "placeholder"];

/** Keep everything in `place` in the language of the page; `table` are the words of its table. */
export function translate(place, table) {
  if (document.documentElement.lang !== "sv") return;
  if (table) {
    Object.assign(table, {
      info: "Rad _START_ till _END_ av _TOTAL_", infoEmpty: "Inga rader", infoFiltered: "(av _MAX_)",
      zeroRecords: "Inga rader", emptyTable: "Inga rader",
    });
  }
  new MutationObserver((changes) => changes.forEach((change) => renew(change.target)))
    .observe(place, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
}

function renew(node) {
  if (node.parentElement?.closest(".CodeMirror-lines, td")) return;
  if (node.nodeType === Node.TEXT_NODE) {
    const said = WORDS[node.data] ?? node.data.replace(COUNTED, (_, count, time) => `${count} rader på ${time.replace(".", ",")} sekunder`);
    if (said !== node.data) node.data = said;
    return;
  }
  for (const name of ATTRIBUTES) {
    const said = WORDS[node.getAttribute?.(name) ?? ""];
    if (said) node.setAttribute(name, said);
  }
  node.childNodes.forEach(renew);
}
