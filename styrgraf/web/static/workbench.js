// The plain form becomes an editor with completion and a table to sort and filter: YASGUI, without its outside helpers.
import { completer } from "./completion.js";
import { mend } from "./workbench_words.js";

const form = document.querySelector("form.query");
const place = document.getElementById("yasgui");
const words = place ? await (await fetch(place.dataset.words)).json() : null;
if (words) begin();

function begin() {
  const { Yasqe, Yasr } = Yasgui;
  // Its own completers ask other hosts; ours knows the words of the graph.
  for (const name of Object.keys(Yasqe.Autocompleters)) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = [];
  Yasqe.registerAutocompleter(completer(words.words), true);
  Yasqe.prototype.checkSyntax = checkSyntax;
  Yasr.plugins.error.prototype.draw = drawProblem;
  // Values without datatypes and brackets, until a person asks for them.
  const { draw } = Yasr.plugins.table.prototype;
  Yasr.plugins.table.prototype.draw = function plain(config) {
    return draw.call(this, { compact: true, ...config });
  };
  const columns = Yasr.plugins.table.prototype.getColumns;
  Yasr.plugins.table.prototype.getColumns = function () { return columns.call(this).map(asText); };
  // The styles of its table stand in questions.css: the page allows none that a script writes.
  const append = document.head.appendChild;
  document.head.appendChild = (node) => (node.tagName === "STYLE" ? node : append.call(document.head, node));
  mend(place, Yasr.plugins.table.defaults?.tableConfig?.language);
  const yasgui = new Yasgui(place, {
    autofocus: false,
    copyEndpointOnNewTab: false,
    persistenceId: null,
    populateFromUrl: false,
    tabName: place.dataset.tab,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
    requestConfig: {
      endpoint: new URL(place.dataset.endpoint, location.href).href,
      method: "POST", headers: {}, args: [], namedGraphs: [], defaultGraphs: [],
    },
    yasqe: {
      value: form.elements.query.value,
      prefixCcApi: null,
      createShortLink: undefined,
      createShareableLink: (yasqe) => `${location.origin}${location.pathname}?query=${encodeURIComponent(yasqe.getValue())}`,
      // Tab leads on to the next control, as everywhere else on a page.
      extraKeys: { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false },
    },
    yasr: { prefixes: words.prefixes, pluginOrder: ["table", "response"] },
  });
  for (const id of Object.keys(yasgui._tabs)) prepare(yasgui.getTab(id).getYasqe());
  yasgui.on("tabAdd", (all, id) => setTimeout(() => prepare(all.getTab(id).getYasqe())));
  form.hidden = true;
  document.getElementById("svar")?.closest("section").remove();
  place.hidden = false;
  yasgui.getTab().getYasqe().refresh();
  for (const kind of ["pointerdown", "focusin"]) place.addEventListener(kind, leadHere);
  // What the server said of a query that it refused is there already, until another is asked.
  const refusal = document.querySelector("main > [role=alert]");
  yasgui.on("query", () => refusal?.remove());
  if (place.dataset.asked && !refusal) yasgui.getTab().query().catch(() => {});
}

/** The prefixes of the collection need not be declared, and the editor has a name. */
function prepare(yasqe) {
  const mode = yasqe.getDoc().getMode();
  const start = mode.startState;
  mode.startState = () => ({ ...start.call(mode), prefixes: { ...words.prefixes } });
  yasqe.getInputField().setAttribute("aria-label", place.dataset.label);
  yasqe.setValue(yasqe.getValue());
  yasqe.checkSyntax();
}

/** Mark the first line that is no SPARQL. Its own way of saying so writes a style into the page, which is not allowed. */
function checkSyntax() {
  this.queryValid = true;
  this.clearGutter("gutterErrorBar");
  for (let line = 0; line < this.getDoc().lineCount(); line++) {
    const { state } = this.getTokenAt({ line, ch: this.getDoc().getLine(line).length }, !this.prevQueryValid);
    this.setOption("queryType", state.queryType);
    if (state.OK) continue;
    const mark = document.createElement("span");
    mark.className = "wrong-line";
    mark.textContent = "!";
    mark.title = state.errorMsg ?? `${place.dataset.expected} ${(state.possibleCurrent ?? []).join(", ")}`;
    this.setGutterMarker(line, "gutterErrorBar", mark);
    this.queryValid = false;
    return;
  }
}

/** A column that is sorted and filtered by its text: that would otherwise be parsed as HTML, whatever a document wrote. */
function asText(column) {
  return { ...column, render: (cell, kind, ...more) =>
    (kind !== "display" && cell?.value ? cell.value.replace(/[<>&]/g, " ") : column.render(cell, kind, ...more)) };
}

/** What the endpoint says of a query that it did not answer: problem+json, in words. */
function drawProblem() {
  const { text } = this.yasr.results.getError();
  const said = document.createElement("p");
  said.className = "answer";
  said.setAttribute("role", "alert");
  try {
    said.textContent = JSON.parse(text).detail;
  } catch {
    said.textContent = text || place.dataset.silent;
  }
  this.yasr.resultsEl.append(said);
}

/** What is named beneath the collection's base is found here, whatever that base is. */
function leadHere(event) {
  const link = event.target.closest?.("a.iri");
  const base = place.dataset.things;
  if (link?.href.startsWith(base)) link.href = `${place.dataset.root}/${link.href.slice(base.length)}`;
}
