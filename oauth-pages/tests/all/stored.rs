//! `UPDATE_GENERATED=1` writes the stored pages anew; otherwise they are compared.

use std::path::Path;

use super::pages;

#[test]
fn the_pages_are_as_stored() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let update = std::env::var_os("UPDATE_GENERATED").is_some();
    for (name, page) in pages() {
        let path = folder.join(format!("{name}.html"));
        if update {
            std::fs::write(&path, &page.body).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == page.body,
            "{name}.html differs; look at it after `UPDATE_GENERATED=1 cargo test -p oauth-pages`"
        );
    }
}
