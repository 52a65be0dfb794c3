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
else reworded(builder, { Tout: "All" });
// What is clicked is within reach of the keyboard, as is what scrolls, and what has no name gets one.
const CLICKED = `.item-sel, .item-traverse, a:not([href]), .unselect, .selectAll, .selectViewVariableBtn, .optionalArrow,
  .htmlBreadCrumBack, .htmlBreadCrumPathHome, .aggrOptions li, .reducted-action, .extended-action, .variableAggr-handle`;
const NAMES = {
  ".item-traverse": ["Smalare", "Narrower"], ".unselect": ["Ta bort", "Remove"], ".optionalArrow": ["Villkorets art", "Kind of condition"],
  ".selectViewVariableBtn": ["Visa i svaret", "Show in the answer"], ".htmlBreadCrumBack": ["Tillbaka", "Back"],
  ".variableAggr-handle": ["Räkna", "Count"], "a.asc": ["Ordna", "Order"], "a.desc": ["Ordna fallande", "Order descending"],
  "a.none": ["Ordna inte", "Do not order"], "a.displayButton": ["Kolumnerna", "Columns"], "a": ["Lägg till", "Add"],
};
const spoken = document.documentElement.lang === "sv" ? 0 : 1;

function reach(place) {
  const chosen = place.matches("li");
  place.tabIndex = 0;
  place.setAttribute("role", chosen ? "option" : "button");
  if (chosen) named(place.parentElement, NAMES[".variableAggr-handle"]).setAttribute("role", "listbox");
  const name = Object.keys(NAMES).find((one) => place.matches(one));
  const told = place.title || place.querySelector("[title]") || [...place.childNodes].some((one) => one.nodeName !== "svg" && one.textContent.trim());
  if (name && !told) named(place, NAMES[name]);
}

function named(place, names) {
  place.setAttribute("aria-label", names[spoken]);
  return place;
}
builder.addEventListener("keydown", (event) => {
  if (!["Enter", " "].includes(event.key) || !event.target.matches(CLICKED)) return;
  event.preventDefault();
  event.target.click();
});
new MutationObserver(() => {
  builder.querySelectorAll(CLICKED).forEach((place) => place.hasAttribute("role") || reach(place));
  builder.querySelectorAll("input[type=text]:not([aria-label])").forEach((field) => named(field, ["Kolumnens namn", "Name of the column"]));
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
