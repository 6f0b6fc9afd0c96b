//! The parameters of a request as one text, for what is signed over them.

use super::super::inputs::Inputs;
use super::super::template::Unfilled;
use crate::spec::{Function, Part};

/// Names and values as they are before encoding, sorted by the names' bytes.
pub(super) fn sorted(arguments: &[&[Part]], inputs: &Inputs<'_>) -> Result<String, Unfilled> {
    let Some(seen) = inputs.own.and_then(|own| own.seen) else {
        return Err(Unfilled::Unset(Function::SortedParams.name().to_owned()));
    };
    let mut words = arguments.iter().map(|parts| match parts {
        [Part::Lit(text)] => *text,
        _ => "",
    });
    let between = words.next().unwrap_or_default();
    let after = words.next().unwrap_or_default();
    let left_out: Vec<&str> = words.collect();
    let mut pairs: Vec<&(String, String)> = seen
        .pairs
        .iter()
        .filter(|(name, _)| !left_out.contains(&name.as_str()))
        .collect();
    // Stable: values of one name stay in the order in which they are sent.
    pairs.sort_by(|(a, _), (b, _)| a.as_bytes().cmp(b.as_bytes()));
    let mut out = String::new();
    for (at, (name, value)) in pairs.into_iter().enumerate() {
        if at > 0 {
            out.push_str(after);
        }
        out.push_str(name);
        out.push_str(between);
        out.push_str(value);
    }
    Ok(out)
}
