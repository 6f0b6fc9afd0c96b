//! Requests that are described first and sent by `.await`.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{ApiRequest, Error, Session};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use crate::collection::{Collection, Resource};
use crate::pager::Pager;
use crate::provider::Actionstep;

/// The largest `pageSize` that Actionstep accepts.
const LARGEST_PAGE: u32 = 200;
/// The `pageSize` that Actionstep assumes.
const DEFAULT_PAGE: u32 = 50;

/// What both kinds of request have in common.
struct Target {
    session: Session<Actionstep>,
    path: String,
    query: Vec<(String, String)>,
}

impl Target {
    fn set(&mut self, name: &str, value: String) {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), value));
    }

    fn request(&self) -> ApiRequest {
        self.query.iter().fold(
            self.session.get(self.path.as_str()),
            |request, (name, value)| request.query(name, value),
        )
    }
}

/// A request for one object. `.await` sends it.
#[must_use = "a request is sent when it is awaited"]
pub struct One<T> {
    target: Target,
    read: PhantomData<fn() -> T>,
}

/// A request for a list of objects. `.await` sends it and brings one page;
/// [`List::pages`] goes through all of them.
#[must_use = "a request is sent when it is awaited"]
pub struct List<T> {
    target: Target,
    page: u32,
    page_size: Option<u32>,
    read: PhantomData<fn() -> T>,
}

/// What can be asked of one object and of a list alike.
macro_rules! settings {
    ($name:ident) => {
        impl<T> $name<T> {
            /// `fields`: the only fields to answer.
            pub fn fields<S: AsRef<str>>(self, fields: impl IntoIterator<Item = S>) -> Self {
                self.query("fields", joined(fields))
            }

            /// `include`: related objects to answer as well, in [`Collection::linked`].
            pub fn include<S: AsRef<str>>(self, links: impl IntoIterator<Item = S>) -> Self {
                self.query("include", joined(links))
            }

            /// A query parameter, such as `("name_ilike", "smith*")` or
            /// `("id_eq", 7)`. A second value for a name replaces the first.
            pub fn query(mut self, name: &str, value: impl ToString) -> Self {
                self.target.set(name, value.to_string());
                self
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("path", &self.target.path)
                    .finish_non_exhaustive()
            }
        }
    };
}

settings!(One);
settings!(List);

fn joined<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(name.as_ref());
    }
    text
}

impl<T: Resource> One<T> {
    pub(crate) fn new(session: Session<Actionstep>, path: String) -> Self {
        Self {
            target: Target {
                session,
                path,
                query: Vec::new(),
            },
            read: PhantomData,
        }
    }
}

impl<T: Resource> List<T> {
    pub(crate) fn new(session: Session<Actionstep>) -> Self {
        Self {
            target: Target {
                session,
                path: T::NAME.to_owned(),
                query: Vec::new(),
            },
            page: 1,
            page_size: None,
            read: PhantomData,
        }
    }

    /// `sort`: a field, or a field behind `-` for the other direction.
    pub fn sort(self, field: &str) -> Self {
        self.query("sort", field)
    }

    /// `pageSize`, 1 to 200. Other numbers become the nearest one. Without it
    /// Actionstep answers 50.
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = Some(size.clamp(1, LARGEST_PAGE));
        self
    }

    /// `page`, counted from 1.
    pub fn page(mut self, page: u32) -> Self {
        self.page = page.max(1);
        self
    }

    /// Goes through the pages, from this one on. Pages have 200 objects unless
    /// [`List::page_size`] says otherwise.
    pub fn pages(mut self) -> Pager<T> {
        self.page_size.get_or_insert(LARGEST_PAGE);
        Pager::new(self)
    }

    /// Sends the request and brings the page with its paging and its related objects.
    ///
    /// # Errors
    /// What the API answered, or why it was not reached.
    pub async fn send(&self) -> Result<Collection<T>, Error> {
        let mut request = self.target.request().query("page", self.page);
        if let Some(size) = self.page_size {
            request = request.query("pageSize", size);
        }
        let response = request.send().await?;
        // An empty list is 204 without a body.
        match response.bytes().is_empty() {
            true => Ok(Collection::default()),
            false => response.json(),
        }
    }

    /// Turns to the next page and tells whether there is one, after `page` was read.
    pub(crate) fn turn_page(&mut self, page: &Collection<T>) -> bool {
        let asked = u64::from(self.page);
        self.page = self.page.saturating_add(1);
        if page.rows.is_empty() {
            return false;
        }
        let size = usize::try_from(self.page_size.unwrap_or(DEFAULT_PAGE)).unwrap_or(usize::MAX);
        match page.paging {
            Some(paging) => match (paging.page_count, paging.has_next) {
                (Some(count), _) => asked < count,
                (None, Some(has_next)) => has_next,
                (None, None) => page.rows.len() == size,
            },
            None => page.rows.len() == size,
        }
    }
}

/// The first and only row of a collection.
struct Single<T>(T);

impl<'de, T: Resource> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Collection::<T>::deserialize(deserializer)?.rows;
        let first = rows.into_iter().next();
        first
            .map(Self)
            .ok_or_else(|| D::Error::missing_field(T::NAME))
    }
}

impl<T: Resource> IntoFuture for One<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let single: Single<T> = self.target.request().json().await?;
            Ok(single.0)
        })
    }
}

impl<T: Resource> IntoFuture for List<T> {
    type Output = Result<Vec<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(|page| page.rows) })
    }
}
