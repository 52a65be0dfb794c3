// Shows a page of the original as it is printed, with the cited span marked by the boxes that were stored when it was
// read: the text is not searched again, so what is marked is what was quoted.
import { getDocument, GlobalWorkerOptions, TextLayer } from "./vendor/pdfjs/pdf.min.mjs";

const place = document.getElementById("ark");
const { file, page: number, boxes, vendor, label, larger, smaller, failed } = place.dataset;
GlobalWorkerOptions.workerSrc = `${vendor}pdf.worker.min.mjs`;

const STEP = 1.25;
let zoom = 1;

async function open() {
  const opened = await getDocument({
    url: file,
    disableAutoFetch: true,
    isEvalSupported: false,
    useWasm: false,
    wasmUrl: `${vendor}decoders/`,
    standardFontDataUrl: `${vendor}fonts/`,
  }).promise;
  return opened.getPage(Number(number));
}

async function draw(page) {
  const natural = page.getViewport({ scale: 1 });
  const scale = (place.clientWidth / natural.width) * zoom;
  const viewport = page.getViewport({ scale });
  const paper = document.createElement("div");
  paper.className = "paper";
  paper.style.width = `${viewport.width}px`;
  paper.style.height = `${viewport.height}px`;
  paper.style.setProperty("--total-scale-factor", scale);
  paper.append(picture(viewport), ...marks(natural), layer());
  place.querySelector(".frame").replaceChildren(paper);
  const canvas = paper.querySelector("canvas");
  await page.render({ canvas, viewport: scaled(page, scale) }).promise;
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: paper.querySelector(".text-layer"),
    viewport,
  });
  await text.render();
  place.dataset.shown = number;
}

function scaled(page, scale) {
  return page.getViewport({ scale: scale * (window.devicePixelRatio || 1) });
}

function picture(viewport) {
  const canvas = document.createElement("canvas");
  const dense = window.devicePixelRatio || 1;
  canvas.width = Math.floor(viewport.width * dense);
  canvas.height = Math.floor(viewport.height * dense);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

function layer() {
  const text = document.createElement("div");
  text.className = "text-layer";
  text.lang = "sv"; // What comes out of documents is Swedish, whatever the language of the page around it.
  text.setAttribute("aria-hidden", "true"); // The same text stands beside the page, in reading order.
  return text;
}

function marks(natural) {
  return JSON.parse(boxes).map(([x0, y0, x1, y1]) => {
    const mark = document.createElement("div");
    mark.className = "spot";
    mark.style.left = `${(100 * x0) / natural.width}%`;
    mark.style.top = `${(100 * y0) / natural.height}%`;
    mark.style.width = `${(100 * (x1 - x0)) / natural.width}%`;
    mark.style.height = `${(100 * (y1 - y0)) / natural.height}%`;
    return mark;
  });
}

function buttons(page) {
  const bar = document.createElement("p");
  bar.className = "zoom";
  for (const [name, factor] of [[smaller, 1 / STEP], [larger, STEP]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = name;
    button.addEventListener("click", () => {
      zoom = Math.min(4, Math.max(1, zoom * factor));
      draw(page);
    });
    bar.append(button);
  }
  return bar;
}

function frame() {
  const found = document.createElement("div");
  found.className = "frame";
  found.tabIndex = 0;
  found.setAttribute("role", "region");
  found.setAttribute("aria-label", label);
  return found;
}

try {
  const page = await open();
  place.replaceChildren(buttons(page), frame());
  await draw(page);
  place.querySelector(".spot")?.scrollIntoView({ block: "nearest" });
  document.getElementById("stalle")?.scrollIntoView({ block: "nearest" });
} catch (error) {
  console.error(error);
  const said = document.createElement("p");
  said.className = "note";
  said.textContent = failed;
  place.replaceChildren(said);
}
