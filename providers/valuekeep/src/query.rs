//! OData queries.

use std::fmt::Write as _;

use oauth_runtime::wire::encode;

/// The most records that one request answers.
pub(crate) const LARGEST_PAGE: u32 = 100;

/// An OData query. It cannot be made without a field, because the API refuses
/// a list without `$select`.
///
/// ```
/// use oauth_valuekeep::{Query, literal};
///
/// let query = Query::select("Id")
///     .and("Description")
///     .filter(format!("Customer eq {}", literal("O'Brien")))
///     .top(50);
/// assert_eq!(
///     query.to_query_string(),
///     "$select=Id,Description&$filter=Customer%20eq%20%27O%27%27Brien%27&$top=50"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    select: Vec<String>,
    filter: Option<String>,
    order_by: Vec<String>,
    expand: Vec<String>,
    top: Option<u32>,
    skip: u64,
}

impl Query {
    /// `$select` with its first field.
    pub fn select(field: impl Into<String>) -> Self {
        Self {
            select: vec![field.into()],
            filter: None,
            order_by: Vec::new(),
            expand: Vec::new(),
            top: None,
            skip: 0,
        }
    }

    /// A further field of `$select`.
    #[must_use]
    pub fn and(mut self, field: impl Into<String>) -> Self {
        self.select.push(field.into());
        self
    }

    /// `$filter`. Put values in with [`literal`]; a second filter replaces the first.
    #[must_use]
    pub fn filter(mut self, expression: impl Into<String>) -> Self {
        self.filter = Some(expression.into());
        self
    }

    /// `$orderby`: a field, or a field with `desc`. Called again, it orders within.
    #[must_use]
    pub fn order_by(mut self, field: impl Into<String>) -> Self {
        self.order_by.push(field.into());
        self
    }

    /// `$expand`: related records to answer as well.
    #[must_use]
    pub fn expand(mut self, relation: impl Into<String>) -> Self {
        self.expand.push(relation.into());
        self
    }

    /// `$top`: how many records, 1 to 100. Other numbers become the nearest one.
    #[must_use]
    pub fn top(mut self, records: u32) -> Self {
        self.top = Some(records.clamp(1, LARGEST_PAGE));
        self
    }

    /// `$skip`: how many records to leave out.
    #[must_use]
    pub fn skip(mut self, records: u64) -> Self {
        self.skip = records;
        self
    }

    /// The query as it stands in the address.
    #[must_use]
    pub fn to_query_string(&self) -> String {
        let mut out = String::from("$select=");
        list(&mut out, &self.select);
        if let Some(filter) = &self.filter {
            out.push_str("&$filter=");
            encode::query(&mut out, filter);
        }
        for (name, fields) in [("&$orderby=", &self.order_by), ("&$expand=", &self.expand)] {
            if !fields.is_empty() {
                out.push_str(name);
                list(&mut out, fields);
            }
        }
        // Writing to a string does not fail.
        if let Some(top) = self.top {
            let _ = write!(out, "&$top={top}");
        }
        if self.skip > 0 {
            let _ = write!(out, "&$skip={}", self.skip);
        }
        out
    }

    /// The page size, set to the largest one where none was chosen.
    pub(crate) fn page_size(&mut self) -> u32 {
        *self.top.get_or_insert(LARGEST_PAGE)
    }

    pub(crate) fn advance(&mut self, records: usize) {
        let records = u64::try_from(records).unwrap_or(u64::MAX);
        self.skip = self.skip.saturating_add(records);
    }
}

fn list(out: &mut String, fields: &[String]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        encode::query(out, field);
    }
}

/// A text as a literal of a filter: in quotes, with inner quotes doubled, so
/// that it cannot end the literal and change the filter.
#[must_use]
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{Query, literal};

    #[test]
    fn the_first_field_is_enough() {
        assert_eq!(Query::select("Id").to_query_string(), "$select=Id");
    }

    #[test]
    fn every_option_has_its_place() {
        let query = Query::select("Id")
            .and("Description")
            .filter("WorkOrderType eq 'CR' and Cost gt 1+1")
            .order_by("Date desc")
            .order_by("Id")
            .expand("Parts($select=Id)")
            .top(100)
            .skip(200);
        assert_eq!(
            query.to_query_string(),
            "$select=Id,Description\
             &$filter=WorkOrderType%20eq%20%27CR%27%20and%20Cost%20gt%201%2B1\
             &$orderby=Date%20desc,Id&$expand=Parts%28%24select%3DId%29&$top=100&$skip=200"
        );
    }

    #[test]
    fn no_value_leaves_its_parameter() {
        let query = Query::select("Id&$top=1").filter("Name eq 'a&$skip=1#é'");
        assert_eq!(
            query.to_query_string(),
            "$select=Id%26%24top%3D1&$filter=Name%20eq%20%27a%26%24skip%3D1%23%C3%A9%27"
        );
        assert_eq!(literal("x' or 1 eq 1 or 'y"), "'x'' or 1 eq 1 or ''y'");
    }

    #[test]
    fn a_page_has_1_to_100_records() {
        for (asked, sent) in [(0, "$top=1"), (100, "$top=100"), (101, "$top=100")] {
            let text = Query::select("Id").top(asked).to_query_string();
            assert_eq!(text, format!("$select=Id&{sent}"));
        }
    }
}
