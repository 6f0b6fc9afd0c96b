//! From a provider to items: data, marker impls, and small typed items.
//! An expansion holds no `if`, no loop, no `async` and no request.

mod answer;
mod api;
mod call;
mod capabilities;
mod client_docs;
mod docs;
mod extras;
mod item;
mod scopes;
mod spec;
mod standards;
mod step;
mod template;
mod vars;

pub(crate) use item::{expand_broken, expand_provider};
