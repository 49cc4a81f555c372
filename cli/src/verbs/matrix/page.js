"use strict";
// The table is complete without this: it adds filters, sorting and the arrow keys.
(() => {
  const find = (selector) => document.querySelector(selector);
  const table = find("#matrix");
  const heads = [...table.tHead.rows[0].cells];
  const builds = heads.length - 1;
  const order = [...find("#state").options].map((option) => option.value);
  const groups = [...table.tBodies].map((body) => {
    const [title, ...rows] = body.rows;
    const lines = rows.map((row) => {
      const cells = [...row.cells];
      return {
        row,
        cells,
        name: cells[0].firstElementChild.textContent.toLowerCase(),
        text: `${row.textContent} ${cells[0].title}`.toLowerCase(),
        states: cells.map((cell) => cell.dataset.state),
      };
    });
    return { body, title, lines };
  });
  const total = groups.reduce((sum, group) => sum + group.lines.length, 0);

  const filter = () => {
    const words = find("#text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const build = Number(find("#build").value || 0) + (find("#build").value ? 1 : 0);
    const state = find("#state").value;
    const fits = ({ text, states }) =>
      words.every((word) => text.includes(word)) &&
      (!state || (build ? states[build] === state : states.includes(state)));
    let shown = 0;
    for (const { body, lines } of groups) {
      let any = false;
      for (const line of lines) {
        const fit = fits(line);
        if (line.row.hidden === fit) line.row.hidden = !fit;
        any ||= fit;
        shown += fit;
      }
      body.hidden = !any;
    }
    find("#status").textContent =
      shown === total ? `${total} capabilities` : `${shown} of ${total} capabilities`;
  };

  const choose = () => {
    const build = find("#build").value === "" ? 0 : Number(find("#build").value) + 1;
    const show = (cell, index) => (cell.hidden = build > 0 && index > 0 && index !== build);
    heads.forEach(show);
    for (const { title, lines } of groups) {
      title.cells[0].colSpan = build ? 2 : builds + 1;
      for (const { cells } of lines) cells.forEach(show);
    }
    table.style.setProperty("--builds", build ? 1 : builds);
    filter();
  };

  // Once up, once down, and as it was.
  const sort = (index) => {
    const next = { none: "ascending", ascending: "descending", descending: "none" };
    const direction = next[heads[index].getAttribute("aria-sort") ?? "none"];
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    if (direction !== "none") heads[index].setAttribute("aria-sort", direction);
    const sign = { none: 0, ascending: 1, descending: -1 }[direction];
    const compare = (one, other) =>
      index === 0
        ? (one.name > other.name) - (one.name < other.name)
        : order.indexOf(one.states[index]) - order.indexOf(other.states[index]);
    for (const { body, lines } of groups) {
      const sorted = [...lines].sort((one, other) => sign * compare(one, other));
      body.append(...sorted.map((line) => line.row));
    }
  };

  heads.forEach((head, index) => {
    const name = head.querySelector(".name");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...name.childNodes);
    button.addEventListener("click", () => sort(index));
    name.append(button);
  });

  // The table is one stop of the Tab key; inside of it the arrow keys walk.
  const target = (cell) => cell.querySelector("summary") ?? cell;
  let current = null;
  const stop = (cell) => {
    if (current) current.tabIndex = -1;
    current = target(cell);
    current.tabIndex = 0;
  };
  table.querySelectorAll("summary").forEach((summary) => (summary.tabIndex = -1));
  if (total > 0) stop(groups[0].lines[0].cells[1] ?? groups[0].lines[0].cells[0]);
  const beside = (cell, forward) => {
    do cell = forward ? cell.nextElementSibling : cell.previousElementSibling;
    while (cell?.hidden);
    return cell;
  };
  const above = (cell, down) => {
    const rows = [...table.querySelectorAll("tbody:not([hidden]) > tr:not([hidden], .package)")];
    return rows[rows.indexOf(cell.parentElement) + (down ? 1 : -1)]?.cells[cell.cellIndex];
  };
  const end = (cell, last) => {
    const cells = [...cell.parentElement.cells].filter((it) => !it.hidden);
    return last ? cells.at(-1) : cells[0];
  };
  const moves = {
    ArrowRight: (cell) => beside(cell, true),
    ArrowLeft: (cell) => beside(cell, false),
    ArrowDown: (cell) => above(cell, true),
    ArrowUp: (cell) => above(cell, false),
    Home: (cell) => end(cell, false),
    End: (cell) => end(cell, true),
  };
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("tbody td, tbody th");
    const move = moves[event.key];
    if (!cell || !move || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = move(cell);
    if (!to) return;
    stop(to);
    current.focus();
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("tbody td, tbody th[scope=row]");
    if (cell) stop(cell);
  });

  find("#text").addEventListener("input", filter);
  find("#state").addEventListener("change", filter);
  find("#build").addEventListener("change", choose);
  find("#reasons").addEventListener("change", (event) => {
    const { checked } = event.target;
    table.querySelectorAll("details").forEach((details) => (details.open = checked));
  });
  find("#controls").hidden = false;
  find("#caption .script").hidden = false;
  choose();
})();
