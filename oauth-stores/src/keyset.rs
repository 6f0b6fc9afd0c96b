//! Pages of a list, as SQL that both databases understand: the next keys after
//! one, found through an index and without a look at those before.

use oauth_runtime::store::{ConnectionKey, Filter};

/// One page: a `SELECT` of the four key columns, and the values of `$1`, `$2`, ….
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) sql: String,
    pub(crate) values: Vec<String>,
}

/// The page of a filter after a key, or `None` when it can hold nothing.
///
/// Filtered columns are constants, so order and bound need only the others. With
/// `provider = $1` a bound over all four columns would be right but slow: an index
/// enters either at the constant or at the bound, and then reads what is between.
pub(crate) fn page(
    table: &str,
    filter: &Filter,
    after: Option<&ConnectionKey>,
    limit: usize,
) -> Option<Page> {
    let columns = [
        (
            "provider",
            filter.provider.as_deref(),
            after.map(ConnectionKey::provider),
        ),
        (
            "registration",
            filter.registration.as_deref(),
            after.map(ConnectionKey::registration),
        ),
        (
            "tenant",
            filter.tenant.as_deref(),
            after.map(ConnectionKey::tenant),
        ),
        ("account", None, after.map(ConnectionKey::account)),
    ];
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    let mut order = Vec::new();
    for (column, wanted, _) in columns {
        match wanted {
            Some(wanted) => {
                values.push(wanted.to_owned());
                conditions.push(format!("{column} = ${}", values.len()));
            }
            None => order.push(column),
        }
    }
    if after.is_some() {
        let mut names = Vec::new();
        let mut marks = Vec::new();
        let mut operator = ">";
        for (column, wanted, last) in columns {
            let last = last.unwrap_or_default();
            match wanted.map(|wanted| wanted.cmp(last)) {
                None => {
                    values.push(last.to_owned());
                    names.push(column);
                    marks.push(format!("${}", values.len()));
                }
                Some(std::cmp::Ordering::Equal) => (),
                Some(std::cmp::Ordering::Greater) => {
                    operator = ">=";
                    break;
                }
                Some(std::cmp::Ordering::Less) => break,
            }
        }
        match (names.is_empty(), operator) {
            (true, ">") => return None,
            (true, _) => (),
            _ => conditions.push(format!(
                "({}) {operator} ({})",
                names.join(", "),
                marks.join(", ")
            )),
        }
    }
    let filtered = match conditions.is_empty() {
        true => String::new(),
        false => format!(" WHERE {}", conditions.join(" AND ")),
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT provider, registration, tenant, account FROM {table}{filtered} ORDER BY {} LIMIT {limit}",
        order.join(", ")
    );
    (limit > 0).then_some(Page { sql, values })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_enters_the_index_at_its_first_key() {
        let after = ConnectionKey::new("b", "r", "t", "z");
        let of = |provider: &str| Filter {
            provider: Some(provider.to_owned()),
            ..Filter::default()
        };
        let same = page("x", &of("b"), Some(&after), 9).unwrap();
        assert!(
            same.sql
                .contains("WHERE provider = $1 AND (registration, tenant, account) > ($2, $3, $4)")
        );
        assert!(
            same.sql
                .ends_with("ORDER BY registration, tenant, account LIMIT 9")
        );
        assert_eq!(same.values, ["b", "r", "t", "z"]);
        let later = page("x", &of("c"), Some(&after), 9).unwrap();
        assert!(
            later.sql.contains("WHERE provider = $1 ORDER BY"),
            "{}",
            later.sql
        );
        assert_eq!(page("x", &of("a"), Some(&after), 9), None);
        assert_eq!(page("x", &of("b"), None, 0), None);
    }

    #[test]
    fn a_filter_in_the_middle_decides_whether_its_prefix_repeats() {
        let after = ConnectionKey::new("b", "r", "t", "z");
        let of = |tenant: &str| Filter {
            tenant: Some(tenant.to_owned()),
            ..Filter::default()
        };
        let sql = |tenant| page("x", &of(tenant), Some(&after), 9).unwrap().sql;
        assert!(sql("u").contains("(provider, registration) >= ($2, $3)"));
        assert!(sql("s").contains("(provider, registration) > ($2, $3)"));
        assert!(sql("t").contains("(provider, registration, account) > ($2, $3, $4)"));
    }
}
