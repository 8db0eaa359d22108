// Tables that sort and filter, pictures that show their marks. Nothing depends on it: without scripts, every row is there in the order of the source.
(() => {
  "use strict";
  const SORTED = 4, FILTERED = 8; // rows from which it helps
  const words = document.querySelector("main").dataset;
  const text = (row, column) => row.cells[column].textContent.trim();
  const number = (row, column) => {
    const found = text(row, column).replaceAll(",", "").match(/[-−]?\d+(\.\d+)?/);
    return found ? Number(found[0].replace("−", "-")) : NaN;
  };
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // What prints no number comes last in both directions: it is neither small nor great.
  const compare = (column, sign, numbers) => (a, b) => {
    if (!numbers) return sign * order.compare(text(a, column), text(b, column));
    const [x, y] = [number(a, column), number(b, column)];
    return Number.isNaN(x) - Number.isNaN(y) || sign * (x - y) || 0;
  };

  const sortable = (body, head, rows) => [...head.cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[cell.ariaSort || ""] ?? "ascending";
      for (const other of head.cells) other.removeAttribute("aria-sort");
      if (next) cell.ariaSort = next;
      const sign = next === "descending" ? -1 : 1;
      body.append(...(next ? [...rows].sort(compare(column, sign, cell.classList.contains("number"))) : rows));
    });
  });

  const plain = (found) => found.normalize("NFKC").toLowerCase();

  const filterable = (table, rows, asked) => {
    const field = document.createElement("label");
    const input = document.createElement("input");
    const shown = document.createElement("output");
    field.className = "filter";
    input.type = "search";
    field.append(asked ?? words.filter, " ", input, " ", shown);
    table.closest(".table").before(field);
    const filter = () => {
      const wanted = plain(input.value).split(/\s+/);
      for (const row of rows) row.hidden = !wanted.every((word) => plain(row.textContent).includes(word));
      shown.textContent = `${rows.filter((row) => !row.hidden).length} / ${rows.length}`;
    };
    input.addEventListener("input", filter);
    filter();
  };

  // Where a strip of the source is wider than the screen, its first mark is what to see.
  for (const plate of document.querySelectorAll(".cutting .plate")) {
    const mark = plate.querySelector(".mark").getBoundingClientRect();
    plate.scrollLeft = mark.right - plate.getBoundingClientRect().left - plate.clientWidth * 0.9;
  }

  for (const table of document.querySelectorAll(".table > table")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length >= SORTED) sortable(table.tBodies[0], table.tHead.rows[0], rows);
    const asked = table.closest("[data-search]")?.dataset.search;
    if (rows.length >= FILTERED || asked) filterable(table, rows, asked);
  }
})();
