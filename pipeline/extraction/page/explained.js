"use strict";
const marks = JSON.parse(document.getElementById("marks").textContent);
const inspector = document.getElementById("inspector");
const shown = [...document.querySelectorAll("main mark[data-m]")];
const numbers = (element) => element.dataset.m.split(" ").map(Number);
let pinned = false;

// A mark of the text by the numbers of what is said about it; titles are for browsers without scripts.
const places = new Map();
for (const element of shown) {
  element.removeAttribute("title");
  element.tabIndex = 0;
  for (const n of numbers(element)) {
    if (!places.has(n)) places.set(n, []);
    places.get(n).push(element);
  }
}

function clear() {
  for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
  inspector.hidden = true;
}

function tell(wanted) {
  clear();
  const withRead = document.body.classList.contains("with-read");
  const told = wanted.filter((n) => marks[n].kind !== "read" || withRead || wanted.length === 1);
  if (!told.length) return;
  inspector.replaceChildren();
  for (const n of told) {
    const mark = marks[n];
    const row = document.createElement("div");
    const confidence = mark.confidence === null ? "" : mark.confidence.toFixed(2);
    const about = mark.record === null ? mark.about : `${mark.about.replaceAll("_", " ")} · ${mark.record + 1}`;
    for (const words of [about, mark.value, mark.rule, confidence]) {
      const cell = document.createElement("span");
      cell.textContent = words;
      row.append(cell);
    }
    inspector.append(row);
  }
  const hint = document.createElement("span");
  hint.className = "pin";
  hint.textContent = pinned ? "Pinned: click beside it or press Escape to let go" : "Click to pin";
  inspector.append(hint);
  inspector.hidden = false;
}

function light(wanted) {
  for (const n of wanted) for (const element of places.get(n) ?? []) element.classList.add("lit");
}

for (const element of shown) {
  const look = () => {
    if (pinned) return;
    tell(numbers(element));
    const records = new Set(numbers(element).map((n) => marks[n].record).filter((r) => r !== null));
    for (const card of document.querySelectorAll("[data-r]")) {
      card.classList.toggle("lit", records.has(Number(card.dataset.r)));
    }
  };
  element.addEventListener("mouseenter", look);
  element.addEventListener("focus", look);
  element.addEventListener("mouseleave", () => pinned || clear());
  const pin = (event) => {
    event.stopPropagation();
    pinned = false;
    look();
    pinned = true;
    tell(numbers(element));
    element.classList.add("lit");
  };
  element.addEventListener("click", pin);
  element.addEventListener("keydown", (event) => event.key === "Enter" && pin(event));
}
for (const button of document.querySelectorAll(".why")) {
  const n = Number(button.dataset.m);
  button.addEventListener("mouseenter", () => pinned || (clear(), light([n])));
  button.addEventListener("mouseleave", () => pinned || clear());
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    pinned = true;
    tell([n]);
    light([n]);
    button.classList.add("lit");
    places.get(n)?.[0].scrollIntoView({ block: "center", behavior: "smooth" });
  });
}
function release() {
  pinned = false;
  clear();
}
document.addEventListener("click", release);
document.addEventListener("keydown", (event) => event.key === "Escape" && release());
inspector.addEventListener("click", (event) => event.stopPropagation());
for (const [id, name, wanted] of [["show-read", "with-read", true], ["show-removed", "without-removed", false]]) {
  const box = document.getElementById(id);
  const apply = () => document.body.classList.toggle(name, box.checked === wanted);
  box.addEventListener("change", apply);
  apply();
}
