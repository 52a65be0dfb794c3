// Draws the graph that the table below it tells. Only for the eye: every link is in the table too.
import cytoscape from "./vendor/cytoscape/cytoscape.esm.min.mjs";

const place = document.getElementById("graf");
const sheet = getComputedStyle(document.documentElement);
const colour = (name) => sheet.getPropertyValue(`--${name}`).trim();
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const FORM = {
  steering: ["round-rectangle", "accent"],
  audit: ["hexagon", "fair"],
  paper: ["rectangle", "none"],
  finding: ["ellipse", "bad"],
  body: ["diamond", "good"],
  missing: ["rectangle", "edge"],
};

function look() {
  const ink = colour("ink");
  const text = { label: "data(label)", color: ink, "font-size": 13, "text-wrap": "wrap", "text-max-width": 150 };
  const ground = {
    "text-background-color": colour("sheet"),
    "text-background-opacity": 0.85,
    "text-background-padding": 2,
  };
  const base = { width: 18, height: 18, "text-valign": "bottom", "text-margin-y": 4, "font-family": "sans-serif" };
  const kinds = Object.entries(FORM).map(([type, [shape, name]]) => ({
    selector: `node.${type}`,
    style: { shape, "background-color": colour(name) },
  }));
  return [
    { selector: "node", style: { ...text, ...base, ...ground } },
    ...kinds,
    { selector: "node.missing", style: { "background-opacity": 0, "border-width": 1.5, "border-style": "dashed" } },
    { selector: "node.middle", style: { width: 30, height: 30, "font-weight": 600 } },
    {
      selector: "edge",
      style: {
        width: 1,
        "line-color": colour("edge"),
        "target-arrow-color": colour("edge"),
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "bezier",
      },
    },
  ];
}

try {
  const answer = await fetch(place.dataset.graph, { headers: { Accept: "application/json" } });
  const elements = await answer.json();
  const drawn = cytoscape({
    container: place,
    elements,
    style: look(),
    layout: {
      name: "concentric",
      animate: false,
      minNodeSpacing: 52,
      padding: 36,
      concentric: (node) => (node.hasClass("middle") ? 3 : node.hasClass("body") ? 1 : 2),
      levelWidth: () => 1,
      // The picture is wider than high.
      transform: (node, { x, y }) => ({ x: 2.1 * x, y }),
    },
    userZoomingEnabled: false,
    autoungrabify: calm,
  });
  drawn.on("tap", "node", (event) => {
    const href = event.target.data("href");
    if (href) window.location.assign(href);
  });
  place.dataset.shown = "true";
} catch (error) {
  console.error(error);
  place.textContent = place.dataset.failed;
}
