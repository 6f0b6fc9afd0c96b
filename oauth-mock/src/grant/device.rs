//! The device grant (RFC 8628).

use std::time::Duration;

use oauth_runtime::spec::{CallKind, Field, Param};
use serde_json::Value;

use super::{Done, check_client, issue, scope};
use crate::answer::{Document, kept, success_status};
use crate::page;
use crate::read::Params;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Family, Progress};

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
        realm: 0,
    };
    let now = setup.now();
    let ends = now.checked_add(setup.device_lifetime).unwrap_or(now);
    let (device_code, user_code) = shared
        .store()
        .add_device(family, ends, setup.device_interval);
    let uri = format!("{}{}", shared.origin, page::DEVICE_PATH);
    let rules = &route.call.answer;
    let mut document = Document::new();
    let complete = format!("{uri}?user_code={user_code}");
    for (field, value) in [
        (Field::DeviceCode, device_code.into()),
        (Field::UserCode, user_code.into()),
        (Field::VerificationUri, uri.into()),
        (Field::VerificationUriComplete, complete.into()),
        (Field::ExpiresIn, setup.device_lifetime.as_secs().into()),
        (Field::Interval, seconds(setup.device_interval)),
    ] {
        document.field(rules, field, value);
    }
    // Last: a kept user code is the one that polls must bring back.
    kept(setup, rules, &mut document);
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))))
}

/// A poll with a device code, or with the `auth_req_id` of a backchannel
/// authentication (OpenID CIBA §10.1).
pub(super) fn poll(
    shared: &Shared,
    route: &Route,
    params: &Params,
    code: Param,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    let value = params.need(code)?;
    let Some(device) = store.device(value) else {
        return Err(Refusal::grant(format!(
            "nobody issued this `{}`",
            code.name()
        )));
    };
    if (device.family.obtained_by == CallKind::Device) != (code == Param::DeviceCode) {
        return Err(Refusal::grant("the code is one of another grant"));
    }
    check_client(&device.family, params.client)?;
    if setup.now() >= device.ends {
        return Err(Refusal::new("expired_token", "the code is over"));
    }
    if device.progress == Progress::Done {
        return Err(Refusal::grant("the code was used before"));
    }
    if let Err(too_fast) = device.polled(setup.now()) {
        return Err(Refusal::new(
            "slow_down",
            format!(
                "polled again after {} s, and the interval is {} s (RFC 8628 §3.5)",
                too_fast.after.as_secs_f64(),
                too_fast.interval.as_secs_f64()
            ),
        ));
    }
    match device.found() {
        Progress::Pending => Err(Refusal::new(
            "authorization_pending",
            "the user has not decided yet",
        )),
        Progress::Denied => Err(Refusal::new("access_denied", "the user refused")),
        _ => {
            device.progress = Progress::Done;
            let family = device.family.clone();
            let at = store.add_family(family);
            let with_refresh = setup.gives_refresh_token(route.kind);
            issue(shared, &mut store, route.call, at, None, with_refresh)
        }
    }
}

/// Whole seconds as servers write them.
pub(super) fn seconds(time: Duration) -> Value {
    match time.subsec_nanos() {
        0 => time.as_secs().into(),
        _ => time.as_secs_f64().into(),
    }
}
