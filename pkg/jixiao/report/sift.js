"use strict";
// Search and sort in tables that stand in [data-search]; without script they are plain tables in their printed order.
const plain = (text) => text.normalize("NFKC").toLowerCase();
const shown = (row, column) => row.cells[column].textContent.trim();
const figure = (text) => parseFloat(text.replaceAll(",", ""));

function compare(a, b, isNumber) {
  if (!isNumber) return a.localeCompare(b, "zh");
  return figure(a) - figure(b);
}

function sort(table, column, header) {
  const isNumber = header.classList.contains("number");
  const turn = header.ariaSort === "ascending" ? -1 : 1;
  const lacks = (row) => isNumber && Number.isNaN(figure(shown(row, column)));
  const rows = [...table.tBodies[0].rows];
  const known = rows.filter((row) => !lacks(row));
  known.sort((a, b) => turn * compare(shown(a, column), shown(b, column), isNumber));
  table.tBodies[0].append(...known, ...rows.filter(lacks)); // what has no figure stands last in both directions
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.ariaSort = turn === 1 ? "ascending" : "descending";
}

function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(table, column, header));
    header.append(button);
  });
}

function makeSearchable(box, table) {
  const label = document.createElement("label");
  const field = Object.assign(document.createElement("input"), { type: "search" });
  const count = document.createElement("output");
  const rows = [...table.tBodies[0].rows];
  const search = () => {
    const words = plain(field.value).split(/\s+/);
    for (const row of rows) row.hidden = !words.every((word) => plain(row.textContent).includes(word));
    count.textContent = `${rows.filter((row) => !row.hidden).length} / ${rows.length}`;
  };
  field.addEventListener("input", search);
  label.append(box.dataset.search, " ", field);
  box.prepend(label, " ", count);
  search();
}

for (const box of document.querySelectorAll("[data-search]")) {
  const table = box.querySelector("table");
  makeSortable(table);
  makeSearchable(box, table);
}
