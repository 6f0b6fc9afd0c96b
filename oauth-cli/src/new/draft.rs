//! What is known of a provider before it is written down, as its source says it.

/// Facts from a document or from answers of a person. Nothing here is trusted:
/// [`Declaration`](super::declaration::Declaration) checks each text.
#[derive(Default)]
pub(super) struct Draft {
    /// What the source calls the provider.
    pub(super) title: Option<String>,
    /// The provider's own page about OAuth.
    pub(super) docs: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) authorize: Option<String>,
    pub(super) token: Option<String>,
    /// Where it is not the token endpoint.
    pub(super) refresh: Option<String>,
    /// Whether refresh tokens are ruled out.
    pub(super) no_refresh: bool,
    pub(super) client_credentials: Offer,
    pub(super) device: Option<String>,
    pub(super) revoke: Option<String>,
    pub(super) introspect: Option<String>,
    pub(super) userinfo: Option<String>,
    pub(super) api: Option<String>,
    pub(super) client_auth: ClientAuth,
    pub(super) callback: Callback,
    pub(super) iss_required: bool,
    pub(super) scopes: Vec<Scope>,
    /// Placeholders of addresses of which more is known than where they stand.
    pub(super) known: Vec<Known>,
    /// What the source says and the declaration does not, for the person.
    pub(super) notes: Vec<String>,
}

/// Whether a grant is offered, and where.
#[derive(Default, PartialEq)]
pub(super) enum Offer {
    #[default]
    No,
    /// At the token endpoint.
    AsToken,
    At(String),
}

/// How the client proves its identity.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) enum ClientAuth {
    /// The default of the declaration language.
    #[default]
    Body,
    Basic,
    /// There is no secret.
    None,
    /// In a way that a declaration cannot say.
    Other,
}

/// Where the authorization response comes.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) enum Callback {
    #[default]
    Query,
    Fragment,
    FormPost,
}

/// A scope as the source has it.
pub(super) struct Scope {
    pub(super) text: String,
    pub(super) about: String,
}

/// A placeholder that the source describes.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) default: Option<String>,
    pub(super) choices: Vec<String>,
}

impl Draft {
    /// Tells the person something about the source.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Adds a scope once.
    pub(super) fn scope(&mut self, text: &str, about: &str) {
        if !self.scopes.iter().any(|scope| scope.text == text) {
            self.scopes.push(Scope {
                text: text.to_owned(),
                about: about.to_owned(),
            });
        }
    }
}
