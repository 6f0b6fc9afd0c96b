//! Where the browser comes back to: the redirect URI, taken apart.

use oauth_runtime::spec::{Grants, LoopbackHost, ProviderSpec};
use oauth_runtime::{Code, Error};

/// How the answer of the provider reaches this program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Return {
    /// To a listener on loopback.
    Loopback(Place),
    /// To a page that this program does not serve; the person pastes its address.
    Elsewhere(String),
    /// Not at all: the page shows a PIN, and the person types it.
    Pin,
}

/// Where to listen.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) host: LoopbackHost,
    /// In this order. Empty: any.
    pub(crate) ports: Vec<u16>,
    /// Path, and query if the registered redirect URI has one.
    pub(crate) target: String,
}

impl Place {
    /// The redirect URI at this port. A registered URI without port stays without.
    pub(crate) fn uri(&self, port: u16) -> String {
        format!("http://{}{}", self.authority(port), self.target)
    }

    /// What stands in the `Host` header of a request to this port.
    pub(crate) fn authority(&self, port: u16) -> String {
        let host = self.host.text().unwrap_or_default();
        match port {
            80 => host.to_owned(),
            port => format!("{host}:{port}"),
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

impl Return {
    /// The way back for a provider: the registered redirect URI if one was given,
    /// else what the declaration says.
    pub(crate) fn choose(
        spec: &ProviderSpec,
        registered: Option<&str>,
        port: Option<u16>,
        prefers_pin: bool,
    ) -> Result<Self, Error> {
        let declared = spec.redirect;
        let offers = |grant| spec.grants.contains(grant);
        if let Some(uri) = registered {
            return Ok(match loopback(uri) {
                Some(place) => Self::Loopback(place.at(port)),
                None => Self::Elsewhere(uri.to_owned()),
            });
        }
        let is_refused = declared.host == LoopbackHost::Refused;
        let by_pin = prefers_pin || is_refused || !offers(Grants::AUTHORIZATION_CODE);
        if offers(Grants::PIN) && by_pin {
            return Ok(Self::Pin);
        }
        if is_refused {
            return Err(Error::new(
                Code::SettingMissing,
                "the provider takes no redirect URI on loopback; give the registered one with \
                 `redirect_uri(...)`",
            )
            .of(spec.id)
            .key("redirect_uri"));
        }
        let place = Place {
            host: declared.host,
            ports: declared.ports.to_vec(),
            target: declared.path.to_owned(),
        };
        Ok(Self::Loopback(place.at(port)))
    }
}

impl Place {
    fn at(mut self, port: Option<u16>) -> Self {
        if let Some(port) = port {
            self.ports = vec![port];
        }
        self
    }
}

/// Reads `http://HOST[:PORT][/PATH]` where the host is one of the three that mean
/// this machine. Anything else is no place to listen at.
fn loopback(uri: &str) -> Option<Place> {
    let rest = uri.strip_prefix("http://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, target) = rest.split_at_checked(end)?;
    let hosts = [LoopbackHost::V4, LoopbackHost::V6, LoopbackHost::Localhost];
    let (host, port) = hosts.into_iter().find_map(|host| {
        let rest = authority.strip_prefix(host.text()?)?;
        match rest.strip_prefix(':') {
            Some(port) => Some((host, port.parse().ok().filter(|port| *port != 0)?)),
            None => rest.is_empty().then_some((host, 80)),
        }
    })?;
    Some(Place {
        host,
        ports: vec![port],
        target: target.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oauth_runtime::spec::RedirectSpec;

    #[test]
    fn a_registered_redirect_uri_stays_as_it_is() {
        for uri in [
            "http://127.0.0.1:8080/cb",
            "http://localhost:8976/oauth/callback",
            "http://[::1]:9/",
            "http://localhost:3000",
            "http://localhost/cb",
            "http://localhost:3000/cb?from=cli",
        ] {
            let place = loopback(uri).unwrap();
            assert_eq!(place.uri(place.ports[0]), uri);
        }
    }

    #[test]
    fn what_is_not_this_machine_is_no_place_to_listen_at() {
        for uri in [
            "https://localhost:8080/cb",
            "https://app.example/cb",
            "http://localhost.evil.example/cb",
            "http://127.0.0.1.evil.example/cb",
            "http://127.0.0.2/cb",
            "http://localhost:0/cb",
            "http://localhost:99999/cb",
            "http://localhost@evil.example/cb",
            "com.example.app:/cb",
            "urn:ietf:wg:oauth:2.0:oob",
        ] {
            assert_eq!(loopback(uri), None, "{uri}");
        }
    }

    #[test]
    fn the_way_back_follows_the_declaration() {
        let spec = |grants, host| ProviderSpec {
            grants,
            redirect: RedirectSpec {
                host,
                ports: &[8976, 8977],
                path: "/cb",
            },
            ..ProviderSpec::DEFAULT
        };
        let both = Grants::AUTHORIZATION_CODE.and(Grants::PIN);
        let localhost = spec(both, LoopbackHost::Localhost);
        let refused = spec(both, LoopbackHost::Refused);
        let closed = spec(Grants::AUTHORIZATION_CODE, LoopbackHost::Refused);
        let place = |ports: &[u16]| {
            Return::Loopback(Place {
                host: LoopbackHost::Localhost,
                ports: ports.to_vec(),
                target: "/cb".into(),
            })
        };
        let choose = |spec, uri, port, pin| Return::choose(spec, uri, port, pin).unwrap();
        assert_eq!(choose(&localhost, None, None, false), place(&[8976, 8977]));
        assert_eq!(choose(&localhost, None, Some(9), false), place(&[9]));
        assert_eq!(choose(&localhost, None, None, true), Return::Pin);
        assert_eq!(choose(&refused, None, None, false), Return::Pin);
        let uri = "https://app.example/cb";
        assert_eq!(
            choose(&closed, Some(uri), None, true),
            Return::Elsewhere(uri.into())
        );
        let error = Return::choose(&closed, None, None, false).unwrap_err();
        assert_eq!(error.code(), Code::SettingMissing);
    }
}
