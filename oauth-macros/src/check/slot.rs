//! Placeholders that the runtime fills: where each may stand.

use super::kinds::Position;
use super::names::{Names, Site};
use crate::diag::Sink;
use crate::errors::VarError;
use crate::model::{Encode, Part, Slot};

impl Names<'_> {
    pub(super) fn slot(
        &self,
        slot: &'static str,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Part> {
        let span = site.text.span;
        let key = site.key.to_owned();
        let name = slot.to_owned();
        let secret = matches!(
            slot,
            "client_secret" | "access_token" | "refresh_token" | "code" | "assertion"
        );
        let encode = match at {
            Position::Host | Position::Start => {
                sink.push(
                    span,
                    VarError::UntypedHost {
                        name,
                        kind: "value of the request",
                    },
                );
                return None;
            }
            Position::Param if slot == "client_secret" && !site.is_step() => {
                if !site.reason {
                    sink.push(span, VarError::SlotPlace { key, name });
                    return None;
                }
                self.secret(slot, site, sink)?;
                Encode::Raw
            }
            Position::Path | Position::Query if secret => {
                self.secret(slot, site, sink)?;
                if matches!(at, Position::Path) {
                    Encode::Segment
                } else {
                    Encode::Query
                }
            }
            Position::Path if slot != "client_id" => {
                sink.push(
                    span,
                    VarError::InPath {
                        name,
                        kind: "value of the request",
                    },
                );
                return None;
            }
            Position::Path => Encode::Segment,
            Position::Query => Encode::Query,
            Position::Param | Position::Header => Encode::Raw,
        };
        Some(Part::Slot(Slot::Standard(slot), encode))
    }

    /// A secret in a URL needs the call's reason.
    pub(super) fn secret(&self, name: &str, site: Site<'_>, sink: &mut Sink) -> Option<()> {
        if let Some(kind) = site.call {
            self.need_reason(kind);
        }
        if !site.reason {
            let mistake = VarError::SecretInUrl {
                key: site.key.to_owned(),
                name: name.to_owned(),
            };
            sink.push(site.text.span, mistake);
            return None;
        }
        Some(())
    }
}
