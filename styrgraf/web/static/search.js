// A narrowed search replaces the answer in place: the focus goes to what it says, so that it is read aloud.
const main = document.getElementById("innehall");
let shown = document.getElementById("svar");
new MutationObserver(() => {
  const answer = document.getElementById("svar");
  if (!answer || answer === shown) return;
  shown = answer;
  const said = answer.querySelector(".count, .answer h2");
  if (!said) return;
  said.tabIndex = -1;
  said.focus({ preventScroll: true });
}).observe(main, { childList: true, subtree: true });
