//! Device authorization requests (RFC 8628).

use std::time::{Duration, SystemTime};

use super::{Family, Store};

/// RFC 8628 §3.5: what a client that polls too fast must add to its interval.
const SLOWER: Duration = Duration::from_secs(5);

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
    interval: Duration,
    /// When the last poll came.
    polled: Option<SystemTime>,
    /// How many polls still find it pending before it is approved.
    approve_after: Option<usize>,
}

/// A poll that came before its time.
pub(crate) struct TooFast {
    pub(crate) after: Duration,
    /// What would have been kept to the rule.
    pub(crate) interval: Duration,
}

impl Device {
    /// Takes note of a poll. The first one may come at any time: the interval is
    /// between polls.
    pub(crate) fn polled(&mut self, now: SystemTime) -> Result<(), TooFast> {
        let last = self.polled.replace(now);
        let after = last.map(|last| now.duration_since(last).unwrap_or_default());
        match after {
            Some(after) if after < self.interval => {
                let interval = self.interval;
                self.interval = interval.saturating_add(SLOWER);
                Err(TooFast { after, interval })
            }
            _ => Ok(()),
        }
    }

    /// What a poll finds.
    pub(crate) fn found(&mut self) -> Progress {
        if self.progress == Progress::Pending
            && let Some(left) = &mut self.approve_after
        {
            match left.checked_sub(1) {
                Some(fewer) => *left = fewer,
                None => self.progress = Progress::Approved,
            }
        }
        self.progress
    }
}

impl Store {
    /// Keeps a request; returns its device code and its user code.
    pub(crate) fn add_device(
        &mut self,
        family: Family,
        ends: SystemTime,
        interval: Duration,
    ) -> (String, String) {
        let device_code = self.values.next("dc");
        let user_code = self.values.user_code();
        self.devices.insert(
            device_code.clone(),
            Device {
                family,
                user_code: user_code.clone(),
                ends,
                progress: Progress::Pending,
                interval,
                polled: None,
                approve_after: self.approve_after,
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
        for device in self.pending_devices() {
            if user_code.is_none_or(|code| code == device.user_code) {
                device.progress = to;
                decided += 1;
            }
        }
        decided
    }

    pub(crate) fn expire_devices(&mut self, now: SystemTime) -> usize {
        let mut expired = 0;
        for device in self.pending_devices() {
            device.ends = device.ends.min(now);
            expired += 1;
        }
        expired
    }

    pub(crate) fn approve_devices_after(&mut self, polls: usize) {
        self.approve_after = Some(polls);
        for device in self.pending_devices() {
            device.approve_after = Some(polls);
        }
    }

    fn pending_devices(&mut self) -> impl Iterator<Item = &mut Device> {
        let all = self.devices.values_mut();
        all.filter(|device| device.progress == Progress::Pending)
    }
}
