//! The device authorization request, RFC 8628 §3.1.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;

use super::pace::Mark;
use super::sign_in::{DeviceSignIn, DynDeviceSignIn};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::asked::{Asked, asking_access};
use crate::provider::Provider;
use crate::spec::{CallKind, Grants};
use crate::transport::BoxFuture;
use crate::wire::Inputs;
use crate::wire::judge::judge_device;

/// A device authorization request about to be sent, for a provider known only
/// at run time. `.await` it, or call [`DynDeviceRequest::send`].
#[derive(Clone)]
pub struct DynDeviceRequest {
    core: Arc<Core>,
    scope: String,
    asked: Asked,
    defaults: bool,
}

impl fmt::Debug for DynDeviceRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceRequest")
            .field("provider", &self.core.spec.id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl DynDeviceRequest {
    pub(crate) fn new(core: Arc<Core>, scope: String) -> Self {
        Self {
            core,
            scope,
            asked: Asked::default(),
            defaults: true,
        }
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.asked.param(name.into(), value.to_string());
        self
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(mut self) -> Self {
        self.defaults = false;
        self
    }

    /// Asks the provider for a code that the person types on another device.
    ///
    /// # Errors
    /// `E0607` when the provider has no device flow, `E0608` when it wants a
    /// scope and none is asked for, `E0417` when it answers an address that no
    /// browser may be sent to, `E03..` for what else it answers, `E05..` when it
    /// was not reached, `E06..` for a refused input.
    pub fn send(self) -> BoxFuture<'static, Result<DynDeviceSignIn, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.ask())
    }

    async fn ask(mut self) -> Result<DynDeviceSignIn, Error> {
        self.check()?;
        self.core = self.core.resolved().await?.registered(None).await?;
        let core = &self.core;
        let begun = Mark::now(&core.time);
        let inputs = Inputs {
            scope: Some(&self.scope),
            params: &self.asked.params,
            resources: &self.asked.resources,
            ..core.inputs(CallKind::Device)
        };
        let issued = core
            .perform(CallKind::Device, &inputs, |answer| {
                judge_device(answer, begun.wall())
            })
            .await?;
        Ok(DynDeviceSignIn::issued(
            self.core, self.scope, begun, issued,
        ))
    }

    fn check(&mut self) -> Result<(), Error> {
        let spec = self.core.spec;
        let named = |error: Error| error.of(spec.id).on(CallKind::Device);
        if !spec.grants.contains(Grants::DEVICE_CODE) {
            let text = format!("`{}` does not offer this sign-in", spec.name);
            return Err(named(Error::new(Code::NotOffered, text).key("device")));
        }
        self.asked.check().map_err(named)?;
        if self.scope.is_empty() && self.defaults {
            self.scope = spec.scopes.default_text().unwrap_or_default();
        }
        if self.scope.is_empty() && spec.scopes.required {
            let text = "the provider wants at least one scope";
            return Err(named(
                Error::new(Code::ScopeRequired, text).key("scopes(required)"),
            ));
        }
        Ok(())
    }
}

asking_access!(DynDeviceRequest, asked);

impl IntoFuture for DynDeviceRequest {
    type Output = Result<DynDeviceSignIn, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

/// A device authorization request about to be sent. `.await` it, or call
/// [`DeviceRequest::send`].
pub struct DeviceRequest<P: Provider> {
    inner: DynDeviceRequest,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for DeviceRequest<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> DeviceRequest<P> {
    pub(crate) fn new(inner: DynDeviceRequest) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.inner = self.inner.param(name, value);
        self
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(mut self) -> Self {
        self.inner = self.inner.without_default_scopes();
        self
    }

    /// Asks the provider for a code that the person types on another device.
    ///
    /// # Errors
    /// As [`DynDeviceRequest::send`].
    pub async fn send(self) -> Result<DeviceSignIn<P>, Error> {
        self.inner.send().await.map(DeviceSignIn::new)
    }
}

asking_access!(DeviceRequest<P: Provider>, inner.asked);

impl<P: Provider> IntoFuture for DeviceRequest<P> {
    type Output = Result<DeviceSignIn<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
