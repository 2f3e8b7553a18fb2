"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const countries = data.countries;
  const words = (text) => String(text).replaceAll("_", " ");
  const byId = (id) => document.getElementById(id);
  const narrow = () => window.innerWidth < 740;

  // Everything that comes from the data is set as text, never as markup.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  }

  function webLink(address, label) {
    let url;
    try { url = new URL(address); } catch { return label; }
    if (url.protocol !== "http:" && url.protocol !== "https:") return label;
    return make("a", { href: url.href, rel: "noopener noreferrer nofollow" }, label);
  }

  function select(label, choices, onchange) {
    const box = make("select", { onchange: () => onchange(box.value) },
      choices.map(([value, text]) => make("option", { value }, text)));
    return make("label", {}, label, box);
  }

  function plainTable(headings, rows) {
    return make("table", {},
      make("thead", {}, make("tr", {}, headings.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, i) =>
        make(i ? "td" : "th", i ? { class: "number" } : { scope: "row" }, String(cell)))))));
  }

  // A chart is a picture to a screen reader; the table below it has the numbers.
  function show(id, label, svg) {
    svg.setAttribute("aria-hidden", "true");
    byId(id).replaceChildren(make("div", { role: "img", "aria-label": label }, svg));
  }

  const width = (id) => Math.max(byId(id).clientWidth, 300);
  const month = (iso) => new Date(iso + "T00:00:00Z");
  const monthName = new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" });
  const charts = [];

  function months(from, to) {
    return d3.utcMonth.range(from, d3.utcMonth.offset(to, 1));
  }

  // ---- timeline -------------------------------------------------------------------------------
  const lastMonth = d3.max(data.timeline, (row) => row.month);
  const recent = (years) => d3.utcMonth.offset(month(data.counts.last_published || lastMonth), -12 * years);
  let years = 0;
  if (data.timeline.length) {
    const spread = (month(lastMonth) - month(data.timeline[0].month)) / 31557600000;
    const choices = [1, 2, 5, 10].filter((n) => n < spread).map((n) => [String(n), n === 1 ? "last year" : `last ${n} years`]);
    years = spread > 6 ? 5 : 0;
    const box = select("Period", [["0", "all"], ...choices], (value) => { years = Number(value); drawTimeline(); });
    box.querySelector("select").value = String(years);
    byId("timeline-controls").append(box, make("ul", { class: "legend" },
      make("li", { style: "--swatch: var(--meeting)" }, "meetings"), make("li", { style: "--swatch: var(--deal)" }, "deals")));
  }

  function drawTimeline() {
    const rows = data.timeline.filter((row) => !years || month(row.month) >= recent(years));
    if (!rows.length) return byId("timeline-chart").replaceChildren("No dated meetings or deals.");
    const all = months(month(rows[0].month), month(rows[rows.length - 1].month));
    const counts = new Map(rows.map((row) => [row.month.slice(0, 7) + row.kind, row.count]));
    const bars = all.flatMap((day) => ["meeting", "deal"].map((kind) =>
      ({ day, kind, count: counts.get(day.toISOString().slice(0, 7) + kind) || 0 })));
    const total = (kind) => d3.sum(bars, (bar) => (bar.kind === kind ? bar.count : 0));
    show("timeline-chart", `Bar chart: ${total("meeting")} meetings and ${total("deal")} deals by month, ` +
      `${monthName.format(all[0])} to ${monthName.format(all[all.length - 1])}`, Plot.plot({
      width: width("timeline-chart"), height: narrow() ? 220 : 280, marginLeft: 36, marginBottom: 34,
      style: { background: "transparent", fontSize: "12px" },
      x: { type: "utc", label: null }, y: { label: null, grid: true, ticks: Math.min(5, d3.max(d3.rollups(bars, (group) => d3.sum(group, (bar) => bar.count), (bar) => +bar.day), ([, n]) => n)), tickFormat: "d" },
      color: { domain: ["meeting", "deal"], range: [colour("--meeting"), colour("--deal")] },
      marks: [
        Plot.rectY(bars, { x: "day", interval: "month", y: "count", fill: "kind", inset: 0.5 }),
        Plot.tip(bars.filter((bar) => bar.count), Plot.pointerX(Plot.stackY({ x: "day", y: "count", z: "kind",
          title: (bar) => `${monthName.format(bar.day)}: ${bar.count} ${bar.kind}${bar.count === 1 ? "" : "s"}`,
          fill: colour("--card"), stroke: colour("--line") }))),
        Plot.ruleY([0]),
      ],
    }));
    byId("timeline-note").textContent = data.undated
      ? `${data.undated} more are not shown: their day and month are unknown.` : "";
    byId("timeline-table").replaceChildren(plainTable(["Month", "Meetings", "Deals"], all.map((day) => {
      const key = day.toISOString().slice(0, 7);
      return [key, counts.get(key + "meeting") || 0, counts.get(key + "deal") || 0];
    })));
  }
  charts.push(drawTimeline);

  // ---- minerals by month ----------------------------------------------------------------------
  let measure = "events";
  const amount = (row) => (measure === "articles" ? row.articles : row.meetings + row.deals);
  if (data.activity.length) {
    byId("minerals-controls").append(select("Count",
      [["events", "meetings and deals"], ["articles", "articles"]], (value) => { measure = value; drawMinerals(); }));
  }

  function drawMinerals() {
    const present = data.activity.filter((row) => amount(row) > 0);
    if (!present.length) return byId("minerals-chart").replaceChildren("Nothing to show.");
    const last = month(d3.max(present, (row) => row.month));
    const first = d3.max([month(d3.min(present, (row) => row.month)), d3.utcMonth.offset(last, narrow() ? -11 : -35)]);
    const shown = present.filter((row) => month(row.month) >= first);
    const ranked = d3.groupSort(shown, (rows) => -d3.sum(rows, amount), (row) => row.name).slice(0, 14);
    const cells = shown.filter((row) => ranked.includes(row.name)).map((row) =>
      ({ day: month(row.month), name: row.name, count: amount(row) }));
    const all = months(first, last);
    const most = d3.max(cells, (cell) => cell.count);
    const what = measure === "articles" ? "articles" : "meetings and deals";
    show("minerals-chart", `Heat map of ${what} by month for ${ranked.length} minerals, led by ${ranked.slice(0, 3).join(", ")}`,
      Plot.plot({
        width: width("minerals-chart"), height: ranked.length * 24 + 50, marginLeft: narrow() ? 92 : 120, marginBottom: 40,
        style: { background: "transparent", fontSize: "12px" },
        x: { type: "band", domain: all, label: null, tickFormat: (day) => (day.getUTCMonth() === 0 || day === all[0]
          ? d3.utcFormat("%b\n%Y")(day) : d3.utcFormat("%b")(day)),
          ticks: all.filter((day, i) => i % Math.ceil(all.length / (narrow() ? 6 : 18)) === 0), tickSize: 0 },
        y: { domain: ranked, label: null, tickSize: 0 },
        color: { type: "linear", domain: [0, most], interpolate: d3.interpolateRgb(colour("--chip"), colour("--accent")) },
        marks: [
          Plot.cell(d3.cross(all, ranked), { x: (d) => d[0], y: (d) => d[1], fill: colour("--ground"), inset: 0.75, rx: 2 }),
          Plot.cell(cells, { x: "day", y: "name", fill: "count", inset: 0.75, rx: 2 }),
          Plot.tip(cells, Plot.pointer({ x: "day", y: "name", fill: colour("--card"), stroke: colour("--line"),
            title: (cell) => `${cell.name}, ${monthName.format(cell.day)}: ${cell.count}` })),
        ],
      }));
    const left = new Set(present.map((row) => row.name)).size - ranked.length;
    byId("minerals-note").textContent = `The stronger the colour, the more; the strongest stands for ${most}.` +
      (left > 0 ? ` ${left} more minerals are in the view mineral_activity.` : "");
    const rows = d3.rollups(shown, (group) => [d3.sum(group, (r) => r.articles), d3.sum(group, (r) => r.meetings),
      d3.sum(group, (r) => r.deals)], (row) => row.name).filter(([name]) => ranked.includes(name));
    byId("minerals-table").replaceChildren(plainTable(["Mineral", "Articles", "Meetings", "Deals"],
      d3.sort(rows, ([name]) => ranked.indexOf(name)).map(([name, numbers]) => [name, ...numbers])));
  }
  charts.push(drawMinerals);

  // ---- who meets whom -------------------------------------------------------------------------
  function drawPairs() {
    const weight = new Map();
    for (const pair of data.pairs)
      for (const code of [pair.a, pair.b]) weight.set(code, (weight.get(code) || 0) + pair.meetings + pair.deals);
    const ranked = [...weight].filter(([, n]) => n > 0).sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, 16).map(([code]) => code);
    if (!ranked.length) return byId("pairs-matrix").replaceChildren("No two countries met or dealt.");
    const found = new Map(data.pairs.flatMap((pair) => [[pair.a + pair.b, pair], [pair.b + pair.a, pair]]));
    const most = (kind) => d3.max(data.pairs, (pair) => pair[kind]) || 1;
    const tops = { meetings: most("meetings"), deals: most("deals") };
    const cell = (row, column, i, j) => {
      if (i === j) return make("td", { class: "self" });
      const kind = i > j ? "meetings" : "deals";
      const n = found.get(row + column)?.[kind] || 0;
      if (!n) return make("td", {});
      const shade = 0.14 + 0.5 * Math.sqrt(n / tops[kind]);
      return make("td", { style: `background: rgba(var(${kind === "deals" ? "--heat-deal" : "--heat"}), ${shade.toFixed(2)})` },
        make("button", { type: "button", "aria-label": `${countries[row]} and ${countries[column]}: ${n} ${n === 1 ? kind.slice(0, -1) : kind}. Show them.`,
          onclick: () => lists[kind].filterCountries([row, column]) }, String(n)));
    };
    byId("pairs-matrix").replaceChildren(make("ul", { class: "legend" },
      make("li", { style: "--swatch: rgba(var(--heat), 0.6)" }, "meetings held"),
      make("li", { style: "--swatch: rgba(var(--heat-deal), 0.6)" }, "deals agreed or completed")),
    make("table", { class: "matrix" },
      make("thead", {}, make("tr", {}, make("td", { class: "corner" }), ranked.map((code) =>
        make("th", { scope: "col" }, make("abbr", { title: countries[code] }, code))))),
      make("tbody", {}, ranked.map((row, i) => make("tr", {}, make("th", { scope: "row" }, make("span", { class: "full" }, countries[row]), make("abbr", { class: "code", title: countries[row] }, row)),
        ranked.map((column, j) => cell(row, column, i, j)))))));
    byId("pairs-note").textContent = (weight.size > ranked.length
      ? `The ${ranked.length} countries with most contacts of ${weight.size}. ` : "") +
      "Countries count through the persons, bodies and companies that represent them or are based there.";
  }

  // ---- lists of records -----------------------------------------------------------------------
  const money = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
  const value = (deal) => (deal.amount === null ? "" : `${deal.currency} ${money.format(deal.amount)}`);
  function when(record) {
    if (!record.date) return "";
    if (record.precision === "year") return record.date.slice(0, 4);
    if (record.precision === "month") return record.date.slice(0, 7);
    return record.date;
  }
  const place = (meeting) => [meeting.city, countries[meeting.country] || meeting.country].filter(Boolean).join(", ");
  const names = (record) => record.parties.map((party) => party.name);
  const mineralNames = (record) => record.minerals.map((id) => data.minerals[id] || id);

  function details(record) {
    const party = (one) => make("li", {}, one.name, make("span", { class: "muted" },
      ` – ${[one.office, words(one.role), one.type === "country" ? null : countries[one.country_code]].filter(Boolean).join(", ")}`));
    const source = (article) => make("li", {}, [article.published_date, article.publisher].filter(Boolean).join(" · "),
      article.published_date || article.publisher ? ": " : "", article.url ? webLink(article.url, article.title || article.url) : article.title || article.article_id);
    const conflict = (one) => make("li", {}, `${one.about ? one.about + ", " : ""}${words(one.field)}: `,
      make("strong", {}, one.shown_value ?? "none"), ` is shown (${one.shown_by}), `, make("strong", {}, one.other_value),
      ` is given by ${one.given_by} ${one.given_by === 1 ? "article" : "articles"}`);
    const block = (title, items) => (items.length ? make("div", {}, make("h3", {}, title), make("ul", {}, items)) : null);
    return make("div", { class: "grid" },
      block(record.amount === undefined ? "Participants" : "Parties", record.parties.map(party)),
      block("Sources", record.articles.map(source)),
      block("Where sources differ", record.conflicts.map(conflict)),
      make("div", {}, make("h3", {}, "Record"), make("ul", {}, make("li", {}, "id ", make("code", {}, record.id)),
        make("li", {}, `confidence ${record.confidence.toFixed(2)}`))));
  }

  function recordList(kind, records, columns) {
    const root = byId(`${kind}-records`);
    const single = kind.slice(0, -1);
    const state = { text: "", type: "", status: "", mineral: "", pair: null, sort: 0, down: true, page: 0, open: new Set() };
    const size = narrow() ? 8 : 20;
    const haystack = new Map(records.map((record) => [record, [record.title, record.type, record.status, record.city,
      ...names(record), ...mineralNames(record), ...record.countries.map((code) => countries[code]),
      ...record.articles.flatMap((article) => [article.publisher, article.title])].filter(Boolean).join(" \u0000 ").toLowerCase()]));
    const options = (values) => [["", "any"], ...[...new Set(values)].sort().map((one) => [one, words(one)])];
    const change = (name) => (chosen) => { state[name] = chosen; state.page = 0; draw(); };
    const search = make("input", { type: "search", placeholder: "name, place, mineral, source", oninput: () => change("text")(search.value) });
    const clear = make("button", { type: "button", hidden: "" });
    clear.addEventListener("click", () => { state.pair = null; state.page = 0; draw(); search.focus(); });
    const mineralChoices = [["", "any"], ...d3.sort([...new Set(records.flatMap((record) => record.minerals))],
      (id) => data.minerals[id] || id).map((id) => [id, data.minerals[id] || id])];
    root.append(make("div", { class: "controls" },
      make("label", { class: "wide" }, `Search ${kind}`, search),
      select("Type", options(records.map((record) => record.type)), change("type")),
      select("Status", options(records.map((record) => record.status)), change("status")),
      select("Mineral", mineralChoices, change("mineral")), clear));
    const heads = columns.map(([label, key], i) => make("th", { scope: "col", role: "columnheader", class: label === "Value" ? "number" : null },
      key ? make("button", { type: "button", onclick: () => {
        state.down = state.sort === i ? !state.down : label === "Date" || label === "Value"; state.sort = i; state.page = 0; draw();
      } }, label) : label));
    const body = make("tbody", { role: "rowgroup" });
    const count = make("p", { "aria-live": "polite" });
    const turn = (step) => { state.page += step; draw(); };
    const back = make("button", { type: "button", onclick: () => turn(-1) }, "Previous");
    const next = make("button", { type: "button", onclick: () => turn(1) }, "Next");
    root.append(// roles are told, since the narrow layout shows rows as blocks, which takes a table's meaning away
      make("div", { class: "scroll" }, make("table", { role: "table", "aria-labelledby": `${kind}-title` },
        make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, heads)), body)),
      make("div", { class: "pager" }, back, next, count));

    function draw() {
      const asked = state.text.toLowerCase().split(/\s+/).filter(Boolean);
      const found = records.filter((record) => (!state.type || record.type === state.type) &&
        (!state.status || record.status === state.status) && (!state.mineral || record.minerals.includes(state.mineral)) &&
        (!state.pair || state.pair.every((code) => record.countries.includes(code))) &&
        asked.every((word) => haystack.get(record).includes(word)));
      const key = columns[state.sort][1];
      const sorted = [...found].sort((x, y) => {
        const [a, b] = [key(x), key(y)];
        if (a === b) return 0;
        if (a === null || a === "") return 1;
        if (b === null || b === "") return -1;
        return (a < b ? -1 : 1) * (state.down ? -1 : 1);
      });
      heads.forEach((head, i) => (i === state.sort ? head.setAttribute("aria-sort", state.down ? "descending" : "ascending")
        : head.removeAttribute("aria-sort")));
      const pages = Math.max(1, Math.ceil(sorted.length / size));
      state.page = Math.min(state.page, pages - 1);
      const from = state.page * size;
      body.replaceChildren(...sorted.slice(from, from + size).flatMap((record) => rowsOf(record)));
      if (!sorted.length) body.append(make("tr", { role: "row" }, make("td", { role: "cell", colspan: String(columns.length), class: "muted" }, `No ${kind} fit.`)));
      back.disabled = state.page === 0;
      next.disabled = state.page >= pages - 1;
      count.textContent = sorted.length
        ? `${from + 1}–${Math.min(from + size, sorted.length)} of ${sorted.length.toLocaleString("en")} ${sorted.length === 1 ? single : kind}` : `No ${kind}`;
      clear.hidden = !state.pair;
      clear.textContent = state.pair ? `${state.pair.map((code) => countries[code]).join(" and ")} ✕` : "";
      clear.setAttribute("aria-label", state.pair ? `Remove the filter ${state.pair.map((code) => countries[code]).join(" and ")}` : "");
    }

    function rowsOf(record) {
      const id = `${single}-${record.id}`;
      const isOpen = state.open.has(record.id);
      const toggle = make("button", { type: "button", class: "open", "aria-expanded": String(isOpen), "aria-controls": isOpen ? id : null, onclick: () => {
        const focusBack = record.id;
        if (!state.open.delete(record.id)) state.open.add(record.id);
        draw();
        [...body.querySelectorAll(".open")].find((button) => button.dataset.id === focusBack)?.focus();
      } }, record.title);
      toggle.dataset.id = record.id;
      const cells = columns.map(([label, , content]) => (content === null
        ? make("th", { scope: "row", role: "rowheader", class: "name" }, toggle, record.conflicts.length ? [" ", make("span", { class: "chip warn" }, "sources differ")] : null)
        : make("td", { role: "cell", "data-label": label, class: label === "Value" ? "number" : label === "Date" ? "nowrap" : null }, content(record))));
      const rows = [make("tr", { role: "row" }, cells)];
      if (isOpen) rows.push(make("tr", { role: "row", class: "detail", id }, make("td", { role: "cell", colspan: String(columns.length) }, details(record))));
      return rows;
    }

    draw();
    return {
      filterCountries(pair) {
        Object.assign(state, { pair, page: 0 });
        draw();
        byId(kind).scrollIntoView();
        clear.focus({ preventScroll: true });
      },
    };
  }

  const chips = (items, most) => [...items.slice(0, most).map((text) => make("span", { class: "chip" }, text)),
    items.length > most ? make("span", { class: "muted" }, ` +${items.length - most}`) : null];
  const people = (record) => {
    const all = names(record);
    return all.slice(0, 4).join(", ") + (all.length > 4 ? ` and ${all.length - 4} more` : "");
  };
  const lists = {
    meetings: recordList("meetings", data.meetings, [
      ["Date", (r) => r.date, when],
      ["Meeting", (r) => r.title.toLowerCase(), null],
      ["Type", (r) => r.type, (r) => words(r.type)],
      ["Status", (r) => r.status, (r) => r.status],
      ["Place", place, place],
      ["Participants", null, people],
      ["Minerals", null, (r) => chips(mineralNames(r), 3)],
    ]),
    deals: recordList("deals", data.deals, [
      ["Date", (r) => r.date, when],
      ["Deal", (r) => r.title.toLowerCase(), null],
      ["Type", (r) => r.type, (r) => words(r.type)],
      ["Status", (r) => r.status, (r) => r.status],
      ["Value", (r) => r.amount, value],
      ["Parties", null, people],
      ["Minerals", null, (r) => chips(mineralNames(r), 3)],
    ]),
  };
  for (const kind of ["meetings", "deals"]) {
    if (data[kind].length < data.counts[kind])
      byId(`${kind}-records`).append(make("p", { class: "caption" },
        `The newest ${data[kind].length.toLocaleString("en")} of ${data.counts[kind].toLocaleString("en")}; all are in the files.`));
  }

  drawPairs();
  charts.forEach((draw) => draw());
  let drawnAt = window.innerWidth;
  let timer;
  window.addEventListener("resize", () => {
    if (window.innerWidth === drawnAt) return;
    clearTimeout(timer);
    timer = setTimeout(() => { drawnAt = window.innerWidth; charts.forEach((draw) => draw()); }, 150);
  });
  document.documentElement.dataset.ready = "true";
})();
