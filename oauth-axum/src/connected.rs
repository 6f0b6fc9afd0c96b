//! The extractor.

use std::any::TypeId;
use std::fmt;
use std::ops::Deref;

use axum::extract::{FromRequestParts, OptionalFromRequestParts, OriginalUri};
use http::request::Parts;
use oauth_runtime::{Code, Error, Provider, Session};

use crate::oauth::OAuth;
use crate::rejection::Rejection;
use crate::site;

/// The connection that the browser of a request has to a provider.
///
/// Where there is none, a person who opens a page is sent to the sign-in and
/// comes back to that page (when it is one of the
/// [paths to return to](crate::Builder::return_to)); everybody else is answered
/// 401. `Option<Connected<P>>` is `None` then. When the store fails, both answer 503.
///
/// ```no_run
/// use oauth_accelo::{Accelo, AcceloApi};
/// use oauth_axum::{Connected, Rejection};
///
/// async fn company(accelo: Connected<Accelo>) -> Result<String, Rejection> {
///     let company = accelo.company(1).await?;
///     Ok(format!("{:?}", company.name))
/// }
/// ```
pub struct Connected<P: Provider>(pub Session<P>);

impl<P: Provider> fmt::Debug for Connected<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Connected").field(&self.0).finish()
    }
}

impl<P: Provider> Clone for Connected<P> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<P: Provider> Deref for Connected<P> {
    type Target = Session<P>;

    fn deref(&self) -> &Session<P> {
        &self.0
    }
}

impl<P: Provider, S: Send + Sync> FromRequestParts<S> for Connected<P> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        let (oauth, name) = found::<P>(parts)?;
        match oauth.connected::<P>(&name, parts).await {
            Ok(Some(session)) => Ok(Self(session)),
            Ok(None) => {
                let path = sign_in_path(&oauth, &name, parts);
                Err(match site::is_navigation(parts) {
                    true => Rejection::sign_in(path),
                    false => Rejection::unauthorized(path),
                })
            }
            Err(error) => Err(Rejection::failed(error)),
        }
    }
}

impl<P: Provider, S: Send + Sync> OptionalFromRequestParts<S> for Connected<P> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Rejection> {
        let (oauth, name) = found::<P>(parts)?;
        let session = oauth.connected::<P>(&name, parts).await;
        session.map(|it| it.map(Self)).map_err(Rejection::failed)
    }
}

/// The providers of the application, and the name of the one with this type.
fn found<P: Provider>(parts: &Parts) -> Result<(OAuth, String), Rejection> {
    let oauth = parts.extensions.get::<OAuth>().ok_or_else(|| {
        Rejection::failed(
            Error::new(
                Code::SettingMissing,
                "the request knows no `OAuth`; add the routes with `oauth.attach(router)` after the routes that use `Connected`, or the layer `Extension(oauth)`",
            )
            .of(P::SPEC.id)
            .key("attach"),
        )
    })?;
    let own = |context: &&std::sync::Arc<crate::context::Context>| {
        context.by_type == Some(TypeId::of::<P>())
    };
    match oauth.0.contexts.iter().find(own) {
        Some(context) => Ok((oauth.clone(), context.name.clone())),
        None => Err(Rejection::failed(
            Error::new(
                Code::NotOffered,
                "no provider of this type is found by its type; add it with `provider(...)`, or ask `OAuth::connected` by name",
            )
            .of(P::SPEC.id)
            .key("provider"),
        )),
    }
}

/// Where to sign in, and back to the present page.
fn sign_in_path(oauth: &OAuth, name: &str, parts: &Parts) -> String {
    let base = oauth.0.base.path.as_str();
    // A nested router does not see what stands before its own paths.
    let original = parts.extensions.get::<OriginalUri>().map(|uri| &uri.0);
    let uri = original.unwrap_or(&parts.uri);
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let is_below = target
        .strip_prefix(base)
        .is_some_and(|rest| rest.starts_with('/'));
    let page = match is_below {
        true => target.to_owned(),
        // A proxy took the start away.
        false => format!("{base}{target}"),
    };
    let safe = oauth.0.return_to.safe(Some(&page));
    oauth.sign_in_path(name, safe).unwrap_or_default()
}
