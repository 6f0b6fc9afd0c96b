//! What one call takes over from another.

use super::call::{Call, Rule};

impl<U: Clone, T: Clone> Call<U, T> {
    /// This call where it says something, `base` where it is silent. Rules,
    /// parameters and headers merge by name.
    pub(crate) fn over(&self, base: &Self) -> Self {
        let mut merged = self.clone();
        merged.url = self.url.clone().or_else(|| base.url.clone());
        if self.url.is_none() {
            merged.fallback = self.fallback.clone().or_else(|| base.fallback.clone());
        }
        merged.method = self.method.clone().or_else(|| base.method.clone());
        merged.place = self.place.clone().or_else(|| base.place.clone());
        merged.reason = self.reason.clone().or_else(|| base.reason.clone());
        for rule in &base.rules {
            match merged
                .rules
                .iter_mut()
                .find(|own| own.param.value == rule.param.value)
            {
                Some(own) => own.fill_from(rule),
                None => merged.rules.push(rule.clone()),
            }
        }
        for param in &base.params {
            let name = &param.name.value;
            let dropped = self.dropped.iter().any(|dropped| dropped.value == *name);
            if !dropped && self.params.iter().all(|own| own.name.value != *name) {
                merged.params.push(param.clone());
            }
        }
        for header in &base.headers {
            if self
                .headers
                .iter()
                .all(|own| own.name.value != header.name.value)
            {
                merged.headers.push(header.clone());
            }
        }
        if self.order.is_empty() {
            merged.order.clone_from(&base.order);
        }
        merged.client_auth = self
            .client_auth
            .clone()
            .or_else(|| base.client_auth.clone());
        merged.accept = self.accept.clone().or_else(|| base.accept.clone());
        merged.content_type = self
            .content_type
            .clone()
            .or_else(|| base.content_type.clone());
        merged.empty_body |= base.empty_body;
        merged.assertion = self.assertion.clone().or_else(|| base.assertion.clone());
        merged.answer = self.answer.over(&base.answer);
        merged.before = self.before.clone().or_else(|| base.before.clone());
        merged.then = self.then.clone().or_else(|| base.then.clone());
        merged
    }
}

impl<T: Clone> Rule<T> {
    fn fill_from(&mut self, base: &Self) {
        if self.name.is_none() {
            self.name.clone_from(&base.name);
        }
        if self.place.is_none() {
            self.place.clone_from(&base.place);
        }
        if self.value.is_none() {
            self.value.clone_from(&base.value);
        }
        self.presence = self.presence.or(base.presence);
    }
}
