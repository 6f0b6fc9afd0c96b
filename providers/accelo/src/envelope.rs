//! The wrapper around everything that the API answers.

use serde::Deserialize;

/// `{"response": …, "meta": …}`, for calls that this crate has no method for:
///
/// ```no_run
/// # use oauth_accelo::{Accelo, Envelope, oauth_runtime::{Error, Session}};
/// # use serde_json::{Value, json};
/// # async fn example(session: Session<Accelo>) -> Result<(), Error> {
/// let request = session.post("activities").body_json(&json!({"subject": "Call"}));
/// let created: Envelope<Value> = request.json().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Envelope<T> {
    /// What was asked for.
    pub response: T,
    /// What Accelo says about the answer.
    #[serde(default)]
    pub meta: Meta,
}

/// What Accelo says about an answer. An answer whose status is not `ok` is an
/// error before anybody sees this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Meta {
    /// `ok`, or the name of an error.
    pub status: Option<String>,
    /// A sentence for a developer.
    pub message: Option<String>,
    /// Where the status is explained.
    pub more_info: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Envelope;
    use crate::resources::Company;

    #[test]
    fn the_wrapper_is_opened() {
        let json = r#"{"response":{"id":"1","name":"Acme","website":null,"color":"red"},
            "meta":{"status":"ok","message":"Fine.","more_info":"https://x.example","new":1}}"#;
        let answer: Envelope<Company> = serde_json::from_str(json).unwrap();
        assert_eq!(answer.response.id, 1);
        assert_eq!(answer.response.name.as_deref(), Some("Acme"));
        assert_eq!(answer.response.website, None);
        assert_eq!(answer.response.other["color"], "red");
        assert_eq!(answer.meta.status.as_deref(), Some("ok"));
    }

    #[test]
    fn a_missing_meta_is_no_error_but_a_missing_response_is() {
        assert!(serde_json::from_str::<Envelope<u8>>(r#"{"response":1}"#).is_ok());
        assert!(serde_json::from_str::<Envelope<u8>>(r#"{"meta":{"status":"ok"}}"#).is_err());
    }
}
