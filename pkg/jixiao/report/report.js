// Tables that sort and filter, findings that can be chosen from, pictures that show their marks. Nothing depends on it: without scripts, everything is there, rows in the order of the source.
(() => {
  "use strict";
  const SORTED = 4, FILTERED = 10, SHOWN = 8, LISTED = 100; // rows from which it helps
  const words = document.querySelector("main").dataset;
  const cell = (item, column) => (item.cells ?? item.rows[0].cells)[column]; // an item is a row, or a body of rows
  const text = (item, column) => cell(item, column)?.textContent.trim() ?? "";
  const number = (row, column) => {
    const found = text(row, column).replaceAll(",", "").match(/[-−]?\d+(\.\d+)?/);
    return found ? Number(found[0].replace("−", "-")) : NaN;
  };
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  // What prints no number comes last in both directions: it is neither small nor great.
  const sorted = (items, column, sign, numbers) => {
    const keys = new Map(items.map((item) => [item, numbers ? number(item, column) : text(item, column)]));
    const compare = numbers
      ? (x, y) => Number.isNaN(x) - Number.isNaN(y) || sign * (x - y) || 0
      : (x, y) => sign * order.compare(x, y);
    return [...items].sort((a, b) => compare(keys.get(a), keys.get(b)));
  };

  const sortable = (home, head, items, done) => [...head.cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "" }[cell.ariaSort || ""] ?? "ascending";
      for (const other of head.cells) other.removeAttribute("aria-sort");
      if (next) cell.ariaSort = next;
      const sign = next === "descending" ? -1 : 1;
      home.append(...(next ? sorted(items, column, sign, cell.classList.contains("number")) : items));
      done();
    });
  });

  // Of a long table the first rows, and a button for all of them. Whoever follows a link to one of the others sees all.
  const shortened = (table, home, items, most) => {
    if (items.length <= most + 3) return () => {};
    const button = document.createElement("button");
    const known = new Set(items);
    let all = false;
    const show = () => {
      const listed = [...home.children].filter((child) => known.has(child) && !child.hidden);
      listed.forEach((item, n) => item.classList.toggle("beyond", !all && n >= most));
      button.hidden = listed.length <= most;
      button.textContent = all ? words.less : words.all.replace("{n}", listed.length);
    };
    button.type = "button";
    button.className = "all";
    button.addEventListener("click", () => { all = !all; show(); });
    table.closest(".table").after(button);
    const reveal = () => {
      if (!location.hash) return;
      const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (asked?.classList.contains("beyond") && known.has(asked)) { all = true; show(); asked.scrollIntoView(); }
    };
    window.addEventListener("hashchange", reveal);
    table.addEventListener("filtered", show);
    show();
    reveal();
    return show;
  };

  const plain = (found) => found.normalize("NFKC").toLowerCase();

  // A field for words, which hides every item that lacks one of them or that is not kept, and says how many are left.
  const filterable = (items, asked, kept = () => true, done = () => {}) => {
    const field = document.createElement("label");
    const input = document.createElement("input");
    const shown = document.createElement("output");
    const texts = new Map(items.map((item) => [item, plain(item.textContent)]));
    field.className = "filter";
    input.type = "search";
    field.append(asked, " ", input, " ", shown);
    const filter = () => {
      const wanted = plain(input.value).split(/\s+/);
      for (const item of items) item.hidden = !(kept(item) && wanted.every((word) => texts.get(item).includes(word)));
      const left = items.filter((item) => !item.hidden).length;
      shown.textContent = `${left} / ${items.length}`;
      field.classList.toggle("some", left < items.length); // a print says so too
      done();
    };
    input.addEventListener("input", filter);
    filter();
    return { field, input, filter };
  };

  // Findings by severity and words. Whoever follows a link to one that is hidden sees all again.
  const choosable = (list) => {
    const items = [...list.querySelectorAll(".finding")];
    const kind = new Map(items.map((item) => [item, item.dataset.severity]));
    const kinds = [...new Set(kind.values())];
    if (items.length < FILTERED) return;
    const group = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = list.dataset.severity;
    group.className = "choose";
    group.append(legend);
    const boxes = new Map(kinds.map((name) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = true;
      label.append(box, `${name} ${items.filter((item) => kind.get(item) === name).length}`);
      group.append(label);
      return [name, box];
    }));
    const { field, input, filter } = filterable(items, list.dataset.words, (item) => boxes.get(kind.get(item)).checked);
    const emptied = () => {
      for (const block of list.querySelectorAll(".kind")) block.hidden = !block.querySelector(".finding:not([hidden])");
      for (const table of list.querySelectorAll(".cases > table")) table.dispatchEvent(new Event("filtered"));
    };
    group.addEventListener("change", () => { filter(); emptied(); });
    input.addEventListener("input", emptied);
    list.prepend(group, field);
    const reveal = () => {
      const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!list.contains(asked) || !(asked.hidden || asked.closest(".kind")?.hidden)) return;
      input.value = "";
      for (const box of boxes.values()) box.checked = true;
      filter();
      emptied();
      asked.scrollIntoView();
    };
    window.addEventListener("hashchange", reveal);
    list.ownerDocument.addEventListener("click", (event) => event.target.closest?.("a[href^='#']") && setTimeout(reveal));
  };

  // Where a strip of the source is wider than the screen, its first mark is what to see.
  const aimed = (home) => {
    for (const plate of home.querySelectorAll(".cutting .plate")) {
      const mark = plate.querySelector(".mark").getBoundingClientRect();
      plate.scrollLeft = mark.right - plate.getBoundingClientRect().left - plate.clientWidth * 0.9;
    }
  };
  for (const more of document.querySelectorAll(".more details")) more.addEventListener("toggle", () => more.open && aimed(more));

  // A list for each column with few texts; an item is kept where it has what is chosen in all of them.
  const chooser = (table, items) => {
    const columns = [...table.tHead.rows[0].cells].filter((cell) => cell.classList.contains("choice"));
    const lists = columns.map((cell) => {
      const field = document.createElement("label");
      const list = document.createElement("select");
      const found = [...new Set(items.map((item) => text(item, cell.cellIndex)))].sort(order.compare);
      list.append(new Option("—", ""), ...found.map((name) => new Option(name, name)));
      field.append(cell.textContent.replace(/[↕↑↓]/g, "").trim(), " ", list);
      return { field, list, column: cell.cellIndex };
    });
    return { lists, kept: (item) => lists.every(({ list, column }) => !list.value || text(item, column) === list.value) };
  };

  for (const table of document.querySelectorAll(".table > table")) {
    const isCases = table.parentElement.classList.contains("cases");
    const [home, items] = isCases ? [table, [...table.tBodies]] : [table.tBodies[0], [...table.tBodies[0].rows]];
    const asked = table.closest("[data-search]")?.dataset.search;
    const show = shortened(table, home, items, asked ? LISTED : SHOWN);
    if (items.length >= SORTED) sortable(home, table.tHead.rows[0], items, show);
    if (isCases || !(items.length >= FILTERED || asked)) continue;
    const { lists, kept } = chooser(table, items);
    const { field, filter } = filterable(items, asked ?? words.filter, kept, show);
    const bar = document.createElement("div");
    bar.className = "choosers";
    bar.append(field, ...lists.map((made) => made.field));
    bar.addEventListener("change", filter);
    table.closest(".table").before(lists.length ? bar : field);
  }
  for (const list of document.querySelectorAll(".findings")) choosable(list);
})();
