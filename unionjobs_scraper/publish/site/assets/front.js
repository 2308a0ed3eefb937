// The search on the front page leads to the list, with the words in its fragment.
"use strict";
(() => {
  const form = document.getElementById("find");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.getAttribute("action")}#${new URLSearchParams(new FormData(form))}`;
  });
})();
