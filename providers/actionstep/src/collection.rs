//! Lists as Actionstep answers them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

/// A type of object with the name that Actionstep gives it, in paths and as
/// the key of its lists.
///
/// Your own types take part as well:
///
/// ```
/// use oauth_actionstep::{Collection, Resource};
///
/// #[derive(serde::Deserialize)]
/// struct Division { name: String }
///
/// impl Resource for Division {
///     const NAME: &'static str = "divisions";
/// }
///
/// let one: Collection<Division> =
///     serde_json::from_str(r#"{"divisions": {"name": "Main"}}"#).unwrap();
/// assert_eq!(one.rows[0].name, "Main");
/// ```
pub trait Resource: DeserializeOwned + Send + 'static {
    /// The resource's name: `actions`.
    const NAME: &'static str;
}

/// A list of objects. An array, a bare object (one row) and nothing at all
/// (no rows) read alike.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Collection<T> {
    /// The objects.
    pub rows: Vec<T>,
    /// Where in the whole list this page stands, if the answer says.
    pub paging: Option<Paging>,
    /// The related objects that `include` asked for, as they came, by resource.
    pub linked: Map<String, Value>,
}

/// Where in the whole list a page stands (`meta.paging`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Paging {
    /// How many objects the whole list has.
    pub record_count: Option<u64>,
    /// How many pages there are.
    pub page_count: Option<u64>,
    /// The number of this page, from 1.
    pub page: Option<u64>,
    /// How many objects a page has.
    pub page_size: Option<u64>,
    /// Whether there is a further page. Its address is not used: the next page
    /// is asked for by its number.
    pub has_next: Option<bool>,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            paging: None,
            linked: Map::new(),
        }
    }
}

impl<'de, T: Resource> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys<T>(PhantomData<fn() -> T>);

        impl<'de, T: Resource> Visitor<'de> for Keys<T> {
            type Value = Collection<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object with the key `{}`", T::NAME)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut collection = Collection::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        name if name == T::NAME => {
                            collection.rows = map.next_value::<OneOrMany<T>>()?.0;
                        }
                        "meta" => collection.paging = Paging::read(&map.next_value()?, T::NAME),
                        // No related objects can be written as `[]`.
                        "linked" => {
                            if let Value::Object(linked) = map.next_value()? {
                                collection.linked = linked;
                            }
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(collection)
            }
        }

        deserializer.deserialize_map(Keys(PhantomData))
    }
}

/// An array, a bare object or null.
struct OneOrMany<T>(Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms<T>(PhantomData<fn() -> T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for Forms<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of objects, or one object")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = seq.next_element()? {
                    rows.push(row);
                }
                Ok(OneOrMany(rows))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|row| OneOrMany(vec![row]))
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(OneOrMany(Vec::new()))
            }
        }

        deserializer.deserialize_any(Forms(PhantomData))
    }
}

impl Paging {
    /// Tolerant, because paging is a help and not the answer: what has another
    /// form counts as not said.
    fn read(meta: &Value, resource: &str) -> Option<Self> {
        let paging = meta.get("paging")?.get(resource)?;
        let number = |name: &str| {
            let value = paging.get(name)?;
            value
                .as_u64()
                .or_else(|| value.as_str()?.trim().parse().ok())
        };
        Some(Self {
            record_count: number("recordCount"),
            page_count: number("pageCount"),
            page: number("page"),
            page_size: number("pageSize"),
            has_next: paging.get("nextPage").map(Value::is_string),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Action;

    fn read(json: &str) -> Result<Collection<Action>, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn many_one_and_none_are_lists() {
        let many = read(
            r#"{"actions":[{"id":1,"name":"First","isDeleted":"F"},{"id":2,"name":"Second","isDeleted":"F"}],
            "meta":{"paging":{"actions":{"recordCount":2,"pageCount":1,"page":1,"pageSize":50,"prevPage":null,"nextPage":null}}}}"#,
        )
        .unwrap();
        assert_eq!(
            many.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(many.rows[0].is_deleted, Some(false));
        let paging = many.paging.unwrap();
        assert_eq!((paging.record_count, paging.page_count), (Some(2), Some(1)));
        assert_eq!(paging.has_next, Some(false));

        let one = read(
            r#"{"links":{"actions.x":{"href":"https://{x"}},"actions":{"id":1,"name":"Only"}}"#,
        );
        assert_eq!(one.unwrap().rows[0].name.as_deref(), Some("Only"));

        for json in [r#"{"actions":[]}"#, r#"{"actions":null}"#, r#"{}"#] {
            assert!(read(json).unwrap().rows.is_empty(), "{json}");
        }
    }

    #[test]
    fn odd_paging_hides_no_rows() {
        for meta in [
            "[]",
            "null",
            r#"{"paging":[]}"#,
            r#"{"paging":{"actions":[]}}"#,
        ] {
            let json = format!(r#"{{"meta":{meta},"linked":[],"actions":[{{"id":"7"}}]}}"#);
            assert_eq!(read(&json).unwrap().rows[0].id, 7, "{meta}");
        }
        let next = read(
            r#"{"actions":[],"meta":{"paging":{"actions":{"pageCount":"3","nextPage":"https://x"}}}}"#,
        );
        let paging = next.unwrap().paging.unwrap();
        assert_eq!((paging.page_count, paging.has_next), (Some(3), Some(true)));
    }

    #[test]
    fn other_forms_are_errors() {
        for json in [
            r#"[]"#,
            r#"{"actions":"x"}"#,
            r#"{"actions":[{"id":null}]}"#,
            r#"{"actions":3}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
