// The visual builder (Sparnatural): what it makes is put into the form below, which is asked like any other query.
import { reworded } from "./words.js";

const WORDS = {
  "Search for resources": "Vad söker du?",
  "related to": "som hör ihop med",
  "Where": "Där", "where...": "där …", "Find": "Finn", "Select": "Välj", "Select :": "Välj:", "And": "Och", "and": "och",
  "Any": "Alla", "or": "eller", "Or": "eller", "Add": "Lägg till", "Search": "Sök", "Optional": "Om det finns",
  "Not exists": "Finns inte", "Sort": "Ordna", "Reset": "Börja om", "Date": "Datum", "Text": "Text", "Number": "Tal", "Tout": "Allt",
  "True": "Ja", "False": "Nej", "from": "från", "to": "till", "From": "Från", "Until": "Till", "between": "mellan",
  "greater than": "större än", "lower than": "mindre än", "count": "antal", "average": "medel", "sum": "summa",
  "concat": "uppräkning", "View more": "Visa mer", "View less": "Visa mindre", "No aggregation": "Räkna inte",
  "Select a value...": "Välj ett värde …", "... Oups, no value found !": "Inget värde finns", "searching...": "söker …",
  "no results found": "inget funnet", "type at least 3 characters": "skriv minst tre tecken",
  "Show column names": "Visa kolumnernas namn", "Launch the search": "Ställ frågan", "Reset the search": "Börja om",
};
const PATTERNS = [
  [/^Search (.+) where\.\.\.$/, "Sök $1 där …"],
  [/^Search (.+)$/, "Sök $1"],
];

const builder = document.querySelector("spar-natural");
const form = document.querySelector("form.query");

// It draws with styles written into the text of its pictures, which the page does not allow and questions.css has instead.
const written = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
const STYLES = /<style[^>]*>[^]*?<\/style>|\sstyle=("[^"]*"|'[^']*')/g;
Object.defineProperty(Element.prototype, "innerHTML", {
  ...written,
  set(text) { written.set.call(this, String(text).replace(STYLES, "")); },
});

for (const name of ["src", "endpoint"]) builder.setAttribute(name, new URL(builder.dataset[name], location.href).href);
if (document.documentElement.lang === "sv") reworded(builder, WORDS, PATTERNS, "select, .select2-results");
// What scrolls is within reach of the keyboard, and what has no name gets one.
new MutationObserver(() => {
  for (const list of builder.querySelectorAll("ul.root:not([tabindex])")) list.tabIndex = 0;
  for (const box of builder.querySelectorAll("input[type=checkbox]:not([aria-label])")) {
    box.setAttribute("aria-label", builder.dataset.columns);
  }
}).observe(builder, { childList: true, subtree: true });
builder.addEventListener("queryUpdated", (event) => {
  form.elements.query.value = builder.expandSparql(event.detail.queryString);
  form.hidden = false;
});
builder.addEventListener("submit", () => form.requestSubmit());
