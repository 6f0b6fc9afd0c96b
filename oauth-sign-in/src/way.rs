//! Which way a person signs in, and how it is chosen.

use oauth_runtime::spec::{Grants, ProviderSpec};
use oauth_runtime::{Code, Error};

use crate::surroundings::Surroundings;

/// How a person signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Way {
    /// The browser on this machine, which comes back to a listener on loopback.
    Browser,
    /// Another device, on which the person types a code (RFC 8628).
    Device,
    /// A browser anywhere; the person pastes the code or the address it ends at.
    Paste,
}

impl Surroundings {
    /// Chooses the way for a provider from what can be seen:
    ///
    /// | seen | way |
    /// |---|---|
    /// | a build server without a terminal | none: nobody sits there |
    /// | `BROWSER`, or a display that is not reached through SSH; no build server | browser |
    /// | otherwise, where the provider has a device flow | device |
    /// | otherwise, at a terminal | paste |
    ///
    /// A container with a display but without `BROWSER` counts as one without a
    /// browser where the provider has a device flow. A provider that has only a
    /// device flow is always signed in to that way.
    ///
    /// # Errors
    /// `E0416` when no way is left; the text names the ways out.
    pub fn choose(&self, spec: &ProviderSpec) -> Result<Way, Error> {
        let has_device = spec.grants.contains(Grants::DEVICE_CODE);
        let has_page =
            spec.grants.contains(Grants::AUTHORIZATION_CODE) || spec.grants.contains(Grants::PIN);
        if self.ci && !self.terminal {
            return Err(nobody(spec, NOBODY_IN_CI));
        }
        let shares_display = self.display && !self.ssh && !(self.container && has_device);
        let reaches_browser = !self.ci && (self.browser || shares_display);
        match (has_page, has_device) {
            (true, _) if reaches_browser => Ok(Way::Browser),
            (_, true) => Ok(Way::Device),
            (true, false) if self.terminal => Ok(Way::Paste),
            _ => Err(nobody(spec, NOBODY_HERE)),
        }
    }
}

const NOBODY_IN_CI: &str = "this is a build server, and nobody sits there to sign in; sign in \
    elsewhere and share the store, or let the program act for itself (`client_credentials`)";
const NOBODY_HERE: &str = "there is no display, no device flow and no terminal to sign in with; \
    set `BROWSER`, run the program at a terminal, choose a way with `way(...)`, or sign in \
    elsewhere and share the store";

fn nobody(spec: &ProviderSpec, text: &'static str) -> Error {
    Error::new(Code::NoPerson, text).of(spec.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Grants = Grants::AUTHORIZATION_CODE;
    const DEVICE: Grants = Grants::DEVICE_CODE;

    /// `d` display, `s` SSH, `c` CI, `o` container, `b` `BROWSER`, `t` terminal.
    fn seen(letters: &str) -> Surroundings {
        let has = |letter| letters.contains(letter);
        Surroundings {
            display: has('d'),
            ssh: has('s'),
            ci: has('c'),
            container: has('o'),
            browser: has('b'),
            terminal: has('t'),
        }
    }

    fn chosen(letters: &str, grants: Grants) -> Option<Way> {
        let spec = ProviderSpec {
            grants,
            ..ProviderSpec::DEFAULT
        };
        match seen(letters).choose(&spec) {
            Ok(way) => Some(way),
            Err(error) => {
                assert_eq!(error.code(), Code::NoPerson);
                assert!(error.text().contains("store"), "{error}");
                None
            }
        }
    }

    #[test]
    fn the_way_follows_the_table() {
        use Way::{Browser, Device, Paste};
        for (letters, page, page_and_device, device) in [
            ("", None, Some(Device), Some(Device)),
            ("t", Some(Paste), Some(Device), Some(Device)),
            ("d", Some(Browser), Some(Browser), Some(Device)),
            ("dt", Some(Browser), Some(Browser), Some(Device)),
            ("ds", None, Some(Device), Some(Device)),
            ("dst", Some(Paste), Some(Device), Some(Device)),
            ("bst", Some(Browser), Some(Browser), Some(Device)),
            ("bt", Some(Browser), Some(Browser), Some(Device)),
            ("do", Some(Browser), Some(Device), Some(Device)),
            ("dob", Some(Browser), Some(Browser), Some(Device)),
            ("ot", Some(Paste), Some(Device), Some(Device)),
            ("c", None, None, None),
            ("dbc", None, None, None),
            ("dbct", Some(Paste), Some(Device), Some(Device)),
            ("dsoc", None, None, None),
        ] {
            assert_eq!(chosen(letters, PAGE), page, "{letters} page");
            assert_eq!(
                chosen(letters, PAGE.and(DEVICE)),
                page_and_device,
                "{letters} page and device"
            );
            assert_eq!(chosen(letters, DEVICE), device, "{letters} device");
        }
    }

    #[test]
    fn a_build_server_never_gets_a_browser() {
        for number in 0..64 {
            let letters: String = "dsobt"
                .chars()
                .enumerate()
                .filter(|(at, _)| number >> at & 1 == 1)
                .map(|(_, letter)| letter)
                .chain(['c'])
                .collect();
            for grants in [PAGE, DEVICE, PAGE.and(DEVICE), Grants::PIN] {
                assert_ne!(chosen(&letters, grants), Some(Way::Browser), "{letters}");
            }
        }
    }
}
