// Completion of the words of the graph, by name or by label: "beslutsd" finds eli:date_document.
const NO_PLACE = ["comment", "string", "variable-2", "atom"];
const MOST = 40;

/** A completer for YASQE that knows `words`: name, label and text of each. */
export function completer(words) {
  const known = new Map(words.map((word) => [word.name, word]));
  return {
    name: "styrgraf",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return !NO_PLACE.includes(token.type) && /^\p{L}[\p{L}\d:_-]+$/u.test(token.string);
    },
    preProcessToken: (_, token) => ({ ...token, autocompletionString: token.string }),
    get: (_, token) => matching(words, (token?.autocompletionString ?? "").toLowerCase()),
    postProcessSuggestion: (_, __, suggested) => suggested,
    postprocessHints: (_, hints) => hints.map((hint) => ({ ...hint, render: (element) => show(element, known.get(hint.text)) })),
  };
}

/** The names that begin with what is typed, then those of which the local name or a word of the label does. */
function matching(words, typed) {
  const begins = (text) => text.toLowerCase().startsWith(typed);
  const first = words.filter((word) => begins(word.name));
  const also = words.filter((word) => !first.includes(word)
    && (begins(word.name.split(":")[1]) || word.label.split(" ").some(begins)));
  return [...first, ...also].slice(0, MOST).map((word) => word.name);
}

/** A suggestion as a person reads it: the term, its label, and what it means. */
function show(element, word) {
  for (const [kind, text] of [["name", word?.name], ["label", word?.label], ["meaning", word?.text]]) {
    const part = document.createElement("span");
    part.className = `hint-${kind}`;
    part.textContent = text ?? "";
    element.append(part);
  }
}
