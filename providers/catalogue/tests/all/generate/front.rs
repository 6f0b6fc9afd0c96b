//! `src/front.md`: the table on the front page of the crate's documentation.

use std::fmt::Write as _;

use super::catalogue::{grants, unusual};
use super::files::Declaration;

/// The field is hidden where no script runs, so that nobody types into what does nothing.
const HEAD: &str = r##"# All providers

Every provider that the feature `all` compiles in; a family is a feature and a module.

<!-- Made from the declarations by the test `generate`. Do not edit. -->

<p id="find-a-provider" hidden><label>Find a provider: <input type="search" autocomplete="off" placeholder="name, family, grant, oddity"></label> <output></output></p>

<div id="all-providers">

| provider | family | grants | unusual |
|---|---|---|---|
"##;

const FOOT: &str = r##"
</div>

<script>
(() => {
  const box = document.getElementById("find-a-provider");
  const [input, count] = [box.querySelector("input"), box.querySelector("output")];
  const rows = [...document.querySelectorAll("#all-providers tbody tr")];
  const find = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    const found = rows.filter((row) => {
      const text = row.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word));
      row.style.display = fits ? "" : "none";
      return fits;
    });
    count.value = `${found.length} of ${rows.length}`;
  };
  input.addEventListener("input", find);
  box.hidden = false;
  find();
})();
</script>
"##;

pub(super) fn page(found: &[Declaration]) -> String {
    let mut rows: Vec<(String, String)> = found.iter().map(row).collect();
    rows.sort();
    let mut page = HEAD.to_owned();
    for (_, row) in rows {
        page.push_str(&row);
    }
    page + FOOT
}

/// A row, and the name by which it is sorted.
fn row(one: &Declaration) -> (String, String) {
    let (name, purpose) = one.summary.split_once(", ").unwrap_or((&one.summary, ""));
    let (family, type_name) = (&one.family, &one.type_name);
    let mut row = String::new();
    let _ = writeln!(
        row,
        "| **[{name}](crate::{family}::{type_name})**: {purpose} | [`{family}`](mod@crate::{family}) | {} | {} |",
        grants(&one.block),
        unusual(&one.block),
    );
    (name.to_lowercase(), row)
}

#[test]
fn every_provider_is_a_row_and_the_field_has_a_label() {
    let found = super::files::declarations();
    let page = page(&found);
    let rows = page.lines().filter(|line| line.starts_with("| **["));
    assert_eq!(rows.count(), found.len());
    let (_, field) = page.split_once("<label>").unwrap();
    let (label, _) = field.split_once("</label>").unwrap();
    assert!(label.starts_with("Find a provider: <input type=\"search\""));
}
