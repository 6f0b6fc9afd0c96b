//! One row of the table.

use super::node::Node;

const ROWS: &str = include_str!("../../../facts/providers.jsonl");
const SAMPLES: &str = include_str!("../../../facts/samples.json");

/// A row, with readers of its keys.
#[derive(Clone, Debug)]
pub(crate) struct Row(Node);

/// All rows.
pub(crate) fn rows() -> Vec<Row> {
    ROWS.lines().map(|line| Row(Node::parse(line))).collect()
}

/// The row of this id.
pub(crate) fn row(id: &str) -> Row {
    let mut all = rows().into_iter();
    all.find(|row| row.id() == id).expect("a row of this id")
}

/// The invented values of a row's variables.
pub(crate) fn samples(id: &str) -> Node {
    Node::parse(SAMPLES).get(id).cloned().unwrap_or(Node::Null)
}

impl Row {
    pub(crate) fn id(&self) -> &str {
        self.text("id").expect("an id")
    }

    /// The value at a dotted path.
    pub(crate) fn at(&self, path: &str) -> Option<&Node> {
        self.0.at(&path.split('.').collect::<Vec<_>>())
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.at(path).and_then(Node::as_str)
    }

    pub(crate) fn is(&self, path: &str, text: &str) -> bool {
        self.text(path) == Some(text)
    }

    /// Whether a flag is set, or a word stands in a list.
    pub(crate) fn flag(&self, path: &str) -> bool {
        self.at(path) == Some(&Node::Bool(true))
    }

    pub(crate) fn list(&self, path: &str) -> &[Node] {
        self.at(path).map_or(&[], Node::items)
    }

    pub(crate) fn lists(&self, path: &str, word: &str) -> bool {
        self.list(path)
            .iter()
            .any(|item| item.as_str() == Some(word))
    }

    pub(crate) fn words(&self, path: &str) -> Vec<String> {
        let words = self.list(path).iter().filter_map(Node::as_str);
        words.map(str::to_owned).collect()
    }

    pub(crate) fn members(&self, path: &str) -> &[(String, Node)] {
        self.at(path).map_or(&[], Node::members)
    }

    /// The name on the wire of a standard parameter.
    pub(crate) fn name<'a>(&'a self, names: &str, standard: &'a str) -> &'a str {
        self.at(names)
            .and_then(|names| names.get(standard))
            .and_then(Node::as_str)
            .unwrap_or(standard)
    }

    pub(crate) fn key_format(&self) -> Option<&str> {
        self.text("assertion.key_format")
    }

    pub(crate) fn metadata(&self, of: &str) -> Vec<String> {
        self.words(&format!("{of}.metadata"))
    }

    pub(crate) fn has_credential(&self, name: &str) -> bool {
        let named = |item: &Node| item.get("name").and_then(Node::as_str) == Some(name);
        self.list("credentials").iter().any(named)
    }

    /// What the row's templates name under a prefix: `id` for `${token.id}`.
    pub(crate) fn names_of(&self, prefix: &str) -> Vec<String> {
        let text = self.0.to_string();
        let start = format!("${{{prefix}");
        let mut names: Vec<String> = text
            .match_indices(&start)
            .map(|(at, found)| {
                let rest = &text[at + found.len()..];
                let end = rest.find(['}', '[']).expect("an end");
                rest[..end].to_owned()
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }
}
