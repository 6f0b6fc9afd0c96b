//! Requests that are described first and sent by `.await`.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{ApiRequest, Error, Session};
use serde::de::DeserializeOwned;

use crate::pager::Pager;
use crate::provider::Ioffice;

/// The largest `limit` that iOFFICE accepts.
const LARGEST_PAGE: u32 = 100;

/// What both kinds of request have in common.
struct Target {
    session: Session<Ioffice>,
    path: String,
    query: Vec<(String, String)>,
}

impl Target {
    fn set(&mut self, name: &str, value: String) {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), value));
    }

    fn complete(&self, request: ApiRequest) -> ApiRequest {
        self.query
            .iter()
            .fold(request, |request, (name, value)| request.query(name, value))
    }
}

/// A request for one object. `.await` sends it.
#[must_use = "a request is sent when it is awaited"]
pub struct One<T> {
    target: Target,
    put: bool,
    read: PhantomData<fn() -> T>,
}

/// A request for a list of objects. `.await` sends it and brings one page;
/// [`List::pages`] goes through all of them.
#[must_use = "a request is sent when it is awaited"]
pub struct List<T> {
    target: Target,
    start_at: u64,
    limit: Option<u32>,
    read: PhantomData<fn() -> T>,
}

/// What can be asked of one object and of a list alike.
macro_rules! settings {
    ($name:ident) => {
        impl<T> $name<T> {
            /// `selector`: which parts to answer, as in `image(small),room(name)`.
            pub fn selector(self, selector: &str) -> Self {
                self.query("selector", selector)
            }

            /// A query parameter, such as `("buildingId", 44)`. A second value for
            /// a name replaces the first.
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

impl<T> One<T> {
    pub(crate) fn get(session: Session<Ioffice>, path: String) -> Self {
        Self::new(session, path, false)
    }

    pub(crate) fn put(session: Session<Ioffice>, path: String) -> Self {
        Self::new(session, path, true)
    }

    fn new(session: Session<Ioffice>, path: String, put: bool) -> Self {
        Self {
            target: Target {
                session,
                path,
                query: Vec::new(),
            },
            put,
            read: PhantomData,
        }
    }
}

impl<T> List<T> {
    pub(crate) fn new(session: Session<Ioffice>, path: String) -> Self {
        Self {
            target: Target {
                session,
                path,
                query: Vec::new(),
            },
            start_at: 0,
            limit: None,
            read: PhantomData,
        }
    }

    /// `search`: objects in which this text occurs.
    pub fn search(self, text: &str) -> Self {
        self.query("search", text)
    }

    /// `orderBy`: the property to order by, ascending.
    pub fn order_by(self, property: &str) -> Self {
        self.query("orderBy", property).query("orderByType", "asc")
    }

    /// `orderBy`: the property to order by, descending.
    pub fn order_by_descending(self, property: &str) -> Self {
        self.query("orderBy", property).query("orderByType", "desc")
    }

    /// `limit`: how many objects a page has, 1 to 100. Other numbers become the
    /// nearest one. Without it iOFFICE answers 50.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit.clamp(1, LARGEST_PAGE));
        self
    }

    /// `startAt`: how many objects to leave out.
    pub fn start_at(mut self, offset: u64) -> Self {
        self.start_at = offset;
        self
    }

    /// Goes through the pages, from this one on. Pages have 100 objects unless
    /// [`List::limit`] says otherwise.
    pub fn pages(mut self) -> Pager<T> {
        let size = *self.limit.get_or_insert(LARGEST_PAGE);
        Pager::new(self, usize::try_from(size).unwrap_or(usize::MAX))
    }

    pub(crate) fn advance(&mut self, rows: usize) {
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        self.start_at = self.start_at.saturating_add(rows);
    }
}

impl<T: DeserializeOwned> List<T> {
    pub(crate) async fn fetch(&self) -> Result<Vec<T>, Error> {
        let target = &self.target;
        let mut request = target.complete(target.session.get(target.path.as_str()));
        request = request.query("startAt", self.start_at);
        if let Some(limit) = self.limit {
            request = request.query("limit", limit);
        }
        request.json().await
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for One<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let target = self.target;
        let request = match self.put {
            true => target.session.put(target.path.as_str()),
            false => target.session.get(target.path.as_str()),
        };
        Box::pin(target.complete(request).json())
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for List<T> {
    type Output = Result<Vec<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.fetch().await })
    }
}
