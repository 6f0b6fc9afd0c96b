//! Going through the pages of a list.

use oauth_runtime::Error;

use crate::collection::Resource;
use crate::request::List;

/// The pages of a list, one after another, asked for by their numbers.
#[derive(Debug)]
pub struct Pager<T> {
    list: List<T>,
    over: bool,
}

impl<T: Resource> Pager<T> {
    pub(crate) fn new(list: List<T>) -> Self {
        Self { list, over: false }
    }

    /// The next page, and `None` after the last one. After an error the same
    /// page is asked for again.
    ///
    /// # Errors
    /// What the API answered, or why it was not reached.
    pub async fn next_page(&mut self) -> Result<Option<Vec<T>>, Error> {
        if self.over {
            return Ok(None);
        }
        let page = self.list.send().await?;
        self.over = !self.list.turn_page(&page);
        Ok((!page.rows.is_empty()).then_some(page.rows))
    }

    /// All objects from here to the last page.
    ///
    /// # Errors
    /// As [`Pager::next_page`]; what was read before is lost.
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        while let Some(mut rows) = self.next_page().await? {
            all.append(&mut rows);
        }
        Ok(all)
    }
}
