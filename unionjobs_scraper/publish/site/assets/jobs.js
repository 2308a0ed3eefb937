// The list of open jobs, searched as one types. Filters live in the fragment: it works without a server, and no host
// learns what is searched. Rows come from files beside this page, each of which calls unionjobsRows.
"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const root = form.dataset.root, shards = Number(form.dataset.shards), newest = form.dataset.newest;
  const list = document.getElementById("found"), plain = document.getElementById("plain");
  const said = document.getElementById("said"), more = document.getElementById("more");
  const rows = [], STEP = 50;
  let loading = null, shown = STEP, typed = false;
  const WORKPLACES = { onsite: "on site" };
  const [PATH, TITLE, EMPLOYER, UNION, FAMILY, REGIONS, PLACES, WORKPLACE, PAY, PAID, DEADLINE, OPENED, FRESH] =
    Array(13).keys();

  // whoever types Montreal or Ohio means Montréal and OH too
  const plainly = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const states = Object.fromEntries([...form.elements.state.options].map(
    (each) => [each.value, each.textContent.replace(/ \([\d,]+\)$/, "")]));

  window.unionjobsRows = (some) => {
    for (const row of some) {
      const places = [row[PLACES], ...row[REGIONS].map((each) => states[each] || "")];
      row.text = plainly([row[TITLE], row[EMPLOYER], row[UNION], ...places, row[FAMILY], row[WORKPLACE]].join(" "));
      rows.push(row);
    }
  };

  function load() {
    loading ??= (async () => {
      for (let number = 0; number < shards; number++) {
        await new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${root}jobs/rows-${number}.js?${form.dataset.version}`;
          script.onload = resolve;
          script.onerror = reject;
          document.head.append(script);
        });
        if (number % 4 === 3) show();
      }
    })();
    return loading;
  }

  function asked() {
    const found = {};
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
      if (value) found[field.name] = value;
    }
    return found;
  }

  function fill(parameters) {
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = parameters.get(field.name) || "";
      if (field.type === "checkbox") field.checked = value === "1";
      else if (field.tagName === "SELECT" && ![...field.options].some((each) => each.value === value)) field.value = "";
      else field.value = value;
    }
  }

  const day = (text) => new Date(`${text}T00:00:00Z`).toLocaleDateString("en-US",
    { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });

  function matching(wanted) {
    const words = plainly(wanted.q || "").split(/\s+/).filter(Boolean);
    return rows.filter((row) =>
      (!wanted.union || row[UNION] === wanted.union) && (!wanted.family || row[FAMILY] === wanted.family) &&
      (!wanted.state || row[REGIONS].includes(wanted.state)) && (!wanted.workplace || row[WORKPLACE] === wanted.workplace) &&
      (!wanted.pay || row[PAID]) && (!wanted.deadline || row[DEADLINE] >= newest) && (!wanted.new || row[FRESH]) &&
      words.every((word) => row.text.includes(word)));
  }

  function item(row) {
    const element = document.createElement("li"), link = document.createElement("a");
    link.href = root + row[PATH];
    link.textContent = row[TITLE];
    element.append(link);
    if (row[FRESH]) {
      const tag = document.createElement("span");
      tag.className = "tag";
      tag.textContent = "new";
      element.append(tag);
    }
    const line = document.createElement("p"), who = document.createElement("span");
    who.className = "who";
    who.textContent = row[EMPLOYER];
    const workplace = WORKPLACES[row[WORKPLACE]] || row[WORKPLACE];
    const until = row[DEADLINE] >= newest && `apply by ${day(row[DEADLINE])}`;
    const facts = [row[PLACES], workplace, row[PAY], until].filter(Boolean).join(" · ");
    line.append(who, row[EMPLOYER] && facts ? ` · ${facts}` : facts);
    element.append(line);
    return element;
  }

  function show() {
    const wanted = asked(), filtered = Object.keys(wanted).length > 0;
    plain.hidden = filtered;
    list.hidden = !filtered;
    if (!filtered) {
      said.textContent = "";
      more.hidden = true;
      return;
    }
    const found = matching(wanted);
    said.textContent = `${found.length.toLocaleString("en-US")} of ${rows.length.toLocaleString("en-US")} open jobs`;
    list.replaceChildren(...found.slice(0, shown).map(item));
    more.hidden = found.length <= shown;
  }

  async function look() {
    if (Object.keys(asked()).length === 0) return show();
    if (!loading) said.textContent = "Reading the list…";
    try {
      await load();
    } catch {
      said.textContent = "The list could not be read: choose a union, a place or a kind of work below.";
      return;
    }
    show();
  }

  function remember(replace) {
    const words = new URLSearchParams(asked()).toString(), there = words ? `#${words}` : location.pathname;
    if (`#${words}` === (location.hash || "#")) return;
    history[replace ? "replaceState" : "pushState"](null, "", there);
  }

  function follow() {
    const words = location.hash.slice(1) || location.search.slice(1);
    fill(new URLSearchParams(words));
    shown = STEP;
    look();
  }

  form.addEventListener("input", (event) => {
    shown = STEP;
    const typing = event.target.type === "search";
    remember(typing && typed);
    typed = typing;
    look();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
  document.getElementById("clear").addEventListener("click", () => {
    fill(new URLSearchParams());
    remember(false);
    look();
    form.elements.q.focus();
  });
  more.addEventListener("click", () => {
    const before = shown;
    shown += STEP;
    show();
    list.children[before]?.querySelector("a").focus();
  });
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  form.hidden = false;
  follow();
})();
