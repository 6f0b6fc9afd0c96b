//! Requests that are described first and sent by `.await`.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{ApiRequest, Error, Session};
use serde::de::DeserializeOwned;

use crate::envelope::Envelope;
use crate::pager::Pager;
use crate::provider::Accelo;

/// The largest `_limit` that Accelo accepts.
const LARGEST_PAGE: u32 = 100;

/// What both kinds of request have in common.
struct Target {
    session: Session<Accelo>,
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
    limit: Option<u32>,
    read: PhantomData<fn() -> T>,
}

impl<T> One<T> {
    pub(crate) fn new(session: Session<Accelo>, path: String) -> Self {
        Self {
            target: Target {
                session,
                path,
                query: Vec::new(),
            },
            read: PhantomData,
        }
    }

    /// `_fields`: what to answer beside the default fields; `_ALL` for everything.
    pub fn fields<S: AsRef<str>>(self, fields: impl IntoIterator<Item = S>) -> Self {
        self.query("_fields", joined(fields))
    }

    /// A query parameter. A second value for a name replaces the first.
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.target.set(name, value.to_string());
        self
    }
}

impl<T> List<T> {
    pub(crate) fn new(session: Session<Accelo>, path: String) -> Self {
        Self {
            target: Target {
                session,
                path,
                query: Vec::new(),
            },
            page: 0,
            limit: None,
            read: PhantomData,
        }
    }

    /// `_fields`: what to answer beside the default fields; `_ALL` for everything.
    pub fn fields<S: AsRef<str>>(self, fields: impl IntoIterator<Item = S>) -> Self {
        self.query("_fields", joined(fields))
    }

    /// `_filters`, in Accelo's form: `standing(active),date_created_after(1446698126)`.
    pub fn filters(self, filters: impl Into<String>) -> Self {
        self.query("_filters", filters.into())
    }

    /// `_search`: objects in which this text occurs.
    pub fn search(self, text: impl Into<String>) -> Self {
        self.query("_search", text.into())
    }

    /// `_limit`: how many objects a page has, 1 to 100. Other numbers become the
    /// nearest one. Without it Accelo answers 10.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit.clamp(1, LARGEST_PAGE));
        self
    }

    /// `_page`, counted from 0.
    pub fn page(mut self, page: u32) -> Self {
        self.page = page;
        self
    }

    /// A query parameter. A second value for a name replaces the first.
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.target.set(name, value.to_string());
        self
    }

    /// Goes through the pages, from this one on. Pages have 100 objects unless
    /// [`List::limit`] says otherwise.
    pub fn pages(mut self) -> Pager<T> {
        // Large pages, because Accelo counts requests by the hour.
        let size = *self.limit.get_or_insert(LARGEST_PAGE);
        Pager::new(self, usize::try_from(size).unwrap_or(usize::MAX))
    }

    pub(crate) fn turn_page(&mut self) {
        self.page = self.page.saturating_add(1);
    }
}

impl<T: DeserializeOwned> List<T> {
    pub(crate) async fn fetch(&self) -> Result<Vec<T>, Error> {
        let mut request = self.target.request().query("_page", self.page);
        if let Some(limit) = self.limit {
            request = request.query("_limit", limit);
        }
        // `null` stands for an empty list.
        let answer: Envelope<Option<Vec<T>>> = request.json().await?;
        Ok(answer.response.unwrap_or_default())
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for One<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let answer: Envelope<T> = self.target.request().json().await?;
            Ok(answer.response)
        })
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for List<T> {
    type Output = Result<Vec<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.fetch().await })
    }
}

impl<T> fmt::Debug for One<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("One")
            .field("path", &self.target.path)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("path", &self.target.path)
            .field("page", &self.page)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}
