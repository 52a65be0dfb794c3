// How far files have been sent, and how far they have been read. Without this the form and the page work all the same.
const form = document.getElementById("sand");
if (form) {
  const field = form.querySelector("#files");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    form.querySelector("#skickar").hidden = false;
    form.querySelector("button").disabled = true;
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) form.querySelector("#skickat").value = sent.loaded / sent.total;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else failed();
    });
    request.addEventListener("error", failed);
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
  function failed() {
    form.querySelector("button").disabled = false;
    form.querySelector("#skickar").hidden = true;
    // The form itself says what is wrong when it is sent without a script.
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    said.textContent = form.dataset.failed;
    form.append(said);
  }
}
const running = document.getElementById("pagar");
if (running) {
  const events = new EventSource(running.dataset.events);
  // The page itself says what is known now; its parts are put in place together, so that count and rows agree.
  const renewed = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["klara", "lage", "misslyckade", "filer"]) {
      const [now, said] = [document.getElementById(id), page.getElementById(id)];
      if (now && said && now.innerHTML !== said.innerHTML) now.replaceChildren(...said.childNodes);
    }
    const bar = page.getElementById("framsteg");
    if (bar) document.getElementById("framsteg").value = bar.value;
  };
  let waiting = Promise.resolve();
  events.addEventListener("progress", () => (waiting = waiting.then(renewed, renewed)));
  events.addEventListener("done", () => {
    events.close();
    waiting.finally(() => location.reload());
  });
}
