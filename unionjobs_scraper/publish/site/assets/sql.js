// Questions to the site's Parquet files, answered by DuckDB-WASM in a worker of this site. The worker is spoken to by its
// own messages, and the answer is taken as CSV: nothing else has to be loaded, and no other host is asked.
"use strict";
(() => {
  const form = document.getElementById("ask"), said = document.getElementById("said");
  const box = document.getElementById("sql"), answer = document.getElementById("answer");
  const ready = JSON.parse(document.getElementById("ready").textContent);
  const here = new URL(".", location.href).href, HTTP = 4, MOST = 1000;
  let engine = null;

  function talker() {
    const worker = new Worker("assets/sql-worker.js"), waiting = new Map();
    let number = 0;
    worker.onmessage = ({ data }) => {
      const one = waiting.get(data.requestId);
      if (!one) return;
      if (data.type === "INSTANTIATE_PROGRESS") return;
      waiting.delete(data.requestId);
      if (data.type === "ERROR") one.fail(new Error(data.data.message));
      else one.done(data.data);
    };
    worker.onerror = (event) => waiting.forEach((one) => one.fail(new Error(event.message || "the engine did not start")));
    return (type, data = null) => new Promise((done, fail) => {
      const messageId = ++number;
      waiting.set(messageId, { done, fail });
      worker.postMessage({ messageId, type, data });
    });
  }

  async function start() {
    const tell = talker();
    await tell("INSTANTIATE", [`${here}assets/duckdb/duckdb-eh.wasm`, null]);
    await tell("OPEN", { path: ":memory:", filesystem: { allowFullHTTPReads: true } });
    const connection = await tell("CONNECT");
    const run = (sql) => tell("RUN_QUERY", [connection, sql]);
    await run("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false;");
    for (const table of ready.tables) {
      await tell("REGISTER_FILE_URL", [`${table}.parquet`, `${here}data/${table}.parquet`, HTTP, false]);
      await run(`CREATE VIEW ${table} AS SELECT * FROM parquet_scan('${table}.parquet')`);
    }
    return async (sql) => {
      await run(`COPY (${sql.replace(/;\s*$/, "")}\n) TO 'answer.csv' (HEADER, DELIMITER ',', FORCE_QUOTE *)`);
      const bytes = await tell("COPY_FILE_TO_BUFFER", "answer.csv");
      await tell("DROP_FILE", "answer.csv");
      return new TextDecoder().decode(bytes);
    };
  }

  function cells(text) {
    const rows = [[]];
    for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/g)) {
      const row = rows[rows.length - 1];
      if (quoted === undefined && bare === "" && end === "" && row.length === 0) break;
      row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
      if (end !== ",") rows.push([]);
    }
    return rows.filter((row) => row.length);
  }

  function show(text) {
    const [head = [], ...rows] = cells(text), table = document.createElement("table");
    const line = (values, kind) => {
      const row = document.createElement("tr");
      for (const value of values) {
        const cell = document.createElement(kind);
        cell.textContent = value;
        if (kind === "th") cell.scope = "col";
        row.append(cell);
      }
      return row;
    };
    const top = document.createElement("thead"), body = document.createElement("tbody");
    top.append(line(head, "th"));
    body.append(...rows.slice(0, MOST).map((row) => line(row, "td")));
    table.append(top, body);
    answer.replaceChildren(table);
    answer.hidden = false;
    said.textContent = `${rows.length.toLocaleString("en-US")} row${rows.length === 1 ? "" : "s"}` +
      (rows.length > MOST ? `, the first ${MOST} are shown` : "");
  }

  async function ask() {
    said.textContent = engine ? "Working it out…" : "Starting the engine (18 MB, once)…";
    answer.hidden = true;
    try {
      engine ??= start();
      const run = await engine;
      said.textContent = "Working it out…";
      show(await run(box.value));
    } catch (error) {
      said.textContent = error.message;
    }
  }

  function follow() {
    const name = new URLSearchParams(location.hash.slice(1)).get("q");
    if (!name || !ready.questions[name]) return;
    box.value = ready.questions[name];
    form.scrollIntoView();
    ask();
  }

  document.getElementById("noscript").remove();
  form.hidden = false;
  if (location.protocol === "file:") {
    said.textContent = "Opened as a file: a browser starts the engine only from a web server, such as " +
      "python3 -m http.server in this folder.";
    form.querySelector("button").disabled = true;
    return;
  }
  document.querySelectorAll(".ask").forEach((link) => { link.hidden = false; });
  box.value = ready.questions[Object.keys(ready.questions)[0]];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  window.addEventListener("hashchange", follow);
  follow();
})();
