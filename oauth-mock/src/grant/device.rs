//! The device grant (RFC 8628).

use oauth_runtime::spec::{CallKind, Field, Param};

use super::{Done, check_client, issue, scope};
use crate::answer::{Document, success_status};
use crate::page;
use crate::read::Params;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Family, Progress};

const LIFETIME: std::time::Duration = std::time::Duration::from_secs(1800);

pub(super) fn authorize(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    scope::check(setup, params)?;
    let family = Family {
        client: params.client,
        subject: setup.username.clone(),
        scope: params.get(Param::Scope).map(str::to_owned),
        redirect_uri: None,
        nonce: None,
        obtained_by: CallKind::Device,
        revoked: false,
    };
    let now = setup.now();
    let ends = now.checked_add(LIFETIME).unwrap_or(now);
    let (device_code, user_code) = shared.store().add_device(family, ends);
    let uri = format!("{}{}", shared.origin, page::DEVICE_PATH);
    let rules = &route.call.answer;
    let mut document = Document::new();
    let complete = format!("{uri}?user_code={user_code}");
    for (field, value) in [
        (Field::DeviceCode, device_code.into()),
        (Field::UserCode, user_code.into()),
        (Field::VerificationUri, uri.into()),
        (Field::VerificationUriComplete, complete.into()),
        (Field::ExpiresIn, LIFETIME.as_secs().into()),
        (Field::Interval, 5.into()),
    ] {
        document.field(rules, field, value);
    }
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))))
}

pub(super) fn poll(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    let value = params.need(Param::DeviceCode)?;
    let Some(device) = store.device(value) else {
        return Err(Refusal::grant("nobody issued this device code"));
    };
    check_client(&device.family, params.client)?;
    if setup.now() >= device.ends {
        return Err(Refusal::new("expired_token", "the device code is over"));
    }
    match device.progress {
        Progress::Pending => Err(Refusal::new(
            "authorization_pending",
            "the user has not decided yet",
        )),
        Progress::Denied => Err(Refusal::new("access_denied", "the user refused")),
        Progress::Done => Err(Refusal::grant("the device code was used before")),
        Progress::Approved => {
            device.progress = Progress::Done;
            let family = device.family.clone();
            let at = store.add_family(family);
            let with_refresh = setup.gives_refresh_token(route.kind);
            issue(shared, &mut store, route.call, at, None, with_refresh)
        }
    }
}
