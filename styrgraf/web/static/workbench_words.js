import { reworded } from "./words.js";

// What YASGUI writes, as it appears: in Swedish, of which it has no catalogue, and with the names that screen readers need.
const WORDS = {
  "Table": "Tabell",
  "Response": "Rådata",
  "Simple view": "Enkel vy",
  "Ellipse": "Korta av",
  "Filter query results": "Filtrera svaret",
  "Page size:": "Rader per sida:",
  "Show all": "Visa allt",
  "Download result": "Hämta svaret",
  "Download not supported": "Kan inte hämtas",
  "View documentation": "Läs mer",
  "Share query": "Dela frågan",
  "Run query": "Ställ frågan",
  "Close tab": "Stäng fliken",
  "Add tab": "Ny flik",
  "Shows Table view": "Tabell",
  "Shows Response view": "Rådata",
  "Add a new tab": "Ny flik",
  "Download Results": "Hämta svaret",
  "All": "Alla",
  "Previous": "Föregående",
  "Next": "Nästa",
  "Query": "Fråga",
  "Results": "Svar",
  "True": "Ja (true)",
  "False": "Nej (false)",
};
const COUNTED = [/^(\d+) results? in ([\d.]+) seconds?$/, (_, count, time) => `${count} rader på ${time.replace(".", ",")} sekunder`];
const TIMED = [/^Response in ([\d.]+) seconds?$/, (_, time) => `Svar på ${time.replace(".", ",")} sekunder`];
const swedish = document.documentElement.lang === "sv";

/** Keep everything in `place` mended; `table` are the words of its table. */
export function mend(place, table) {
  if (swedish) {
    Object.assign(table ?? {}, {
      info: "Rad _START_ till _END_ av _TOTAL_", infoEmpty: "Inga rader", infoFiltered: "(av _MAX_)",
      zeroRecords: "Inga rader", emptyTable: "Inga rader",
    });
    reworded(place, WORDS, [COUNTED, TIMED], ".CodeMirror-lines, td");
  }
  new MutationObserver(() => name(place))
    .observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
}

/** Names and roles: its list of tabs holds a button, which a tablist may not, and some things have no name. */
function name(place) {
  for (const list of place.querySelectorAll("[role=tablist]")) list.setAttribute("role", "group");
  for (const tab of place.querySelectorAll(".tab > a")) {
    tab.removeAttribute("role");
    if (tab.hasAttribute("aria-selected")) {
      tab.setAttribute("aria-current", tab.getAttribute("aria-selected"));
      tab.removeAttribute("aria-selected");
    }
  }
  for (const select of place.querySelectorAll(".tableSizer:not([aria-label])")) {
    select.setAttribute("aria-label", select.previousElementSibling.textContent.replace(":", "").trim());
  }
  for (const head of place.querySelectorAll("th:first-child .dt-column-title:empty")) head.textContent = "#";
}
