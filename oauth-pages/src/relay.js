"use strict";
(() => {
  const show = (name) => { document.getElementById(name).hidden = false; };
  const [page, answer] = location.href.split(/#(.*)/s);
  if (!answer) {
    document.getElementById("off").hidden = true;
    show("empty");
    return;
  }
  const form = document.forms[0];
  document.getElementById("paste").hidden = true;
  show("passing");
  history.replaceState(null, "", page);
  form.elements.namedItem("response").value = answer;
  HTMLFormElement.prototype.submit.call(form);
})();
