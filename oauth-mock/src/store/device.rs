//! Device authorization requests (RFC 8628).

use std::time::SystemTime;

use super::{Family, Store};

/// How far a device request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    Pending,
    Approved,
    Denied,
    /// Its tokens were fetched.
    Done,
}

/// A device request. Its key is the device code.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) family: Family,
    pub(crate) user_code: String,
    pub(crate) ends: SystemTime,
    pub(crate) progress: Progress,
}

impl Store {
    /// Keeps a request; returns its device code and its user code.
    pub(crate) fn add_device(&mut self, family: Family, ends: SystemTime) -> (String, String) {
        let device_code = self.values.next("dc");
        let user_code = self.values.user_code();
        self.devices.insert(
            device_code.clone(),
            Device {
                family,
                user_code: user_code.clone(),
                ends,
                progress: Progress::Pending,
            },
        );
        (device_code, user_code)
    }

    pub(crate) fn device(&mut self, device_code: &str) -> Option<&mut Device> {
        self.devices.get_mut(device_code)
    }

    /// Decides the pending requests; with a user code, that one only.
    pub(crate) fn decide_devices(&mut self, user_code: Option<&str>, to: Progress) -> usize {
        let mut decided = 0;
        for device in self.devices.values_mut() {
            let meant = user_code.is_none_or(|code| code == device.user_code);
            if meant && device.progress == Progress::Pending {
                device.progress = to;
                decided += 1;
            }
        }
        decided
    }
}
