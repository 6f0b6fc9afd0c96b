//! What the functions of templates make of texts. Everything here is pure.

mod params;
mod sealed;
pub(super) mod time;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::inputs::Inputs;
use super::json::quoted;
use super::template::{Unfilled, fill_into};
use crate::error::{Code, Error};
use crate::spec::{Function, Part, ProviderSpec};

/// The text of a function. It may hold a secret.
pub(super) fn call(
    spec: &'static ProviderSpec,
    function: Function,
    arguments: &[&[Part]],
    inputs: &Inputs<'_>,
) -> Result<Zeroizing<String>, Unfilled> {
    if function == Function::SortedParams {
        return params::sorted(arguments, inputs).map(Zeroizing::new);
    }
    let mut texts: [_; 3] = std::array::from_fn(|_| Zeroizing::new(String::new()));
    for (text, argument) in texts.iter_mut().zip(arguments) {
        fill_into(text, spec, argument, inputs)?;
    }
    let [first, second, third] = &texts;
    let made = match function {
        Function::Base64 => STANDARD.encode(first.as_bytes()),
        Function::Base64Url => URL_SAFE_NO_PAD.encode(first.as_bytes()),
        Function::Sha256Hex => hex(&Sha256::digest(first.as_bytes())),
        Function::Slice => slice(first, second, third)?,
        Function::Upper => first.to_ascii_uppercase(),
        Function::Json => quoted(first),
        // A page holds no key's work.
        Function::RsaSha256 if inputs.page => function.name().to_owned(),
        _ => sealed::call(function, first, second).map_err(Unfilled::Refused)?,
    };
    Ok(Zeroizing::new(made))
}

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// Characters from one position to another; what is not there is left out.
fn slice(text: &str, from: &str, to: &str) -> Result<String, Unfilled> {
    let number = |text: &str| {
        text.parse::<usize>().map_err(|_| {
            Unfilled::Refused(Error::new(
                Code::InputRefused,
                "`slice` counts characters, and is given no number",
            ))
        })
    };
    let (from, to) = (number(from)?, number(to)?);
    Ok(text.chars().take(to).skip(from).collect())
}

#[cfg(test)]
mod tests;
