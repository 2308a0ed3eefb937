// DuckDB's worker, with a guard before it: whatever a question names, no host but this one is asked.
"use strict";
{
  const checked = (address) => {
    const url = new URL(address instanceof Request ? address.url : address, self.location.href);
    if (url.origin !== self.location.origin) throw new Error(`refused: ${url.origin} is another host`);
    return address;
  };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, address, ...others) {
    return open.call(this, method, checked(address), ...others);
  };
  const fetched = self.fetch;
  self.fetch = (address, options) => fetched(checked(address), options);
  self.WebSocket = undefined;
}
importScripts("duckdb/duckdb-browser-eh.worker.js");
