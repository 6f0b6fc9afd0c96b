//! Whose connections a browser uses.

use http::request::Parts;
use oauth_runtime::Error;
use oauth_runtime::transport::BoxFuture;

/// Says who is at the browser, for a program that has users of its own.
///
/// Without it every sign-in makes an account with a random name, which a sealed
/// cookie (or the program's session) remembers for this browser alone.
///
/// A closure is one: what a layer of the program knows about the request is in
/// its extensions.
///
/// ```
/// # #[derive(Clone)] struct User { id: String }
/// let accounts = |parts: &http::request::Parts| {
///     parts.extensions.get::<User>().map(|user| user.id.clone())
/// };
/// # fn is_one(_: impl oauth_axum::Accounts) {}
/// # is_one(accounts);
/// ```
pub trait Accounts: Send + Sync + 'static {
    /// The program's own name of the account, such as a user id: stable, unique,
    /// and never chosen by the person. `None` when nobody is logged in.
    ///
    /// # Errors
    /// When it cannot be told now; the request is answered with status 503.
    fn account<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Option<String>, Error>>;
}

impl<F> Accounts for F
where
    F: Fn(&Parts) -> Option<String> + Send + Sync + 'static,
{
    fn account<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<Option<String>, Error>> {
        let account = self(parts);
        Box::pin(async move { Ok(account) })
    }
}
