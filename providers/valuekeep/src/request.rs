//! Requests that are described first and sent by `.await`.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::wire::encode;
use oauth_runtime::{Error, Session};
use serde::de::DeserializeOwned;

use crate::pager::Pager;
use crate::provider::Valuekeep;
use crate::query::Query;
use crate::resources::Records;

/// A request for one record. `.await` sends it.
#[must_use = "a request is sent when it is awaited"]
pub struct One<T> {
    session: Session<Valuekeep>,
    path: String,
    read: PhantomData<fn() -> T>,
}

/// A request for a list of records. `.await` sends it and brings one page, at
/// most 100 records; [`List::pages`] goes through all of them.
#[must_use = "a request is sent when it is awaited"]
pub struct List<T> {
    session: Session<Valuekeep>,
    service: String,
    query: Query,
    read: PhantomData<fn() -> T>,
}

impl<T> One<T> {
    pub(crate) fn new(session: Session<Valuekeep>, service: &str, id: &str) -> Self {
        let mut path = format!("{service}/");
        // An id is one segment, whatever it holds.
        encode::query(&mut path, id);
        Self {
            session,
            path,
            read: PhantomData,
        }
    }
}

impl<T> List<T> {
    pub(crate) fn new(session: Session<Valuekeep>, service: &str, query: Query) -> Self {
        Self {
            session,
            service: service.to_owned(),
            query,
            read: PhantomData,
        }
    }

    /// Goes through the pages, from this one on. Pages have 100 records unless
    /// [`Query::top`] says otherwise.
    pub fn pages(mut self) -> Pager<T> {
        let size = self.query.page_size();
        Pager::new(self, usize::try_from(size).unwrap_or(usize::MAX))
    }

    pub(crate) fn advance(&mut self, records: usize) {
        self.query.advance(records);
    }
}

impl<T: DeserializeOwned> List<T> {
    pub(crate) async fn fetch(&self) -> Result<Vec<T>, Error> {
        let path = format!("{}/odata?{}", self.service, self.query.to_query_string());
        let records: Records<T> = self.session.get(path).json().await?;
        Ok(records.0)
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for One<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.session.get(self.path).json())
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
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("service", &self.service)
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}
