//! Going through the pages of a list.

use oauth_runtime::Error;
use serde::de::DeserializeOwned;

use crate::request::List;

/// The pages of a list, one after another: a page that is not full is the last.
#[derive(Debug)]
pub struct Pager<T> {
    list: List<T>,
    size: usize,
    over: bool,
}

impl<T> Pager<T> {
    pub(crate) fn new(list: List<T>, size: usize) -> Self {
        Self {
            list,
            size,
            over: false,
        }
    }
}

impl<T: DeserializeOwned> Pager<T> {
    /// The next page, and `None` after the last one. After an error the same
    /// page is asked for again.
    ///
    /// # Errors
    /// What the API answered, or why it was not reached.
    pub async fn next_page(&mut self) -> Result<Option<Vec<T>>, Error> {
        if self.over {
            return Ok(None);
        }
        let records = self.list.fetch().await?;
        // More records than asked for: the server does not page this list.
        self.over = records.len() != self.size;
        self.list.advance(records.len());
        Ok((!records.is_empty()).then_some(records))
    }

    /// All records from here to the last page.
    ///
    /// # Errors
    /// As [`Pager::next_page`]; what was read before is lost.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(mut records) = self.next_page().await? {
            all.append(&mut records);
        }
        Ok(all)
    }
}
