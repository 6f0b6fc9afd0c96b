//! Nonces that proofs must hold (RFC 9449 §8 and §9).

use super::proof::Proof;
use crate::refusal::Refusal;

/// As what the server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Authorization,
    Resource,
}

impl Role {
    /// The status of a refused proof.
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Authorization => 400,
            Self::Resource => 401,
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Authorization => 0,
            Self::Resource => 1,
        }
    }
}

/// One nonce at a time for each of the two servers.
#[derive(Default)]
pub(crate) struct Nonces {
    demanded: bool,
    /// After so many proofs there is another nonce.
    uses: Option<u32>,
    now: [(u64, u32); 2],
}

impl Nonces {
    pub(crate) fn demand(&mut self, uses: Option<u32>) {
        self.demanded = true;
        self.uses = uses;
    }

    /// Puts other nonces in place of the present ones.
    pub(crate) fn rotate(&mut self) {
        for (number, used) in &mut self.now {
            *number += 1;
            *used = 0;
        }
    }

    /// The nonce of the next proof.
    pub(crate) fn current(&self, role: Role) -> Option<String> {
        let (number, _) = self.now.get(role.index()).filter(|_| self.demanded)?;
        let server = match role {
            Role::Authorization => "as",
            Role::Resource => "rs",
        };
        Some(format!("nonce-{server}-{number}~+/="))
    }

    pub(super) fn check(&mut self, role: Role, proof: &Proof) -> Result<(), Refusal> {
        let Some(wanted) = self.current(role) else {
            return Ok(());
        };
        if proof.nonce.as_deref() != Some(&*wanted) {
            let text = match &proof.nonce {
                Some(_) => "the nonce of the proof is not the present one",
                None => "the proof holds no nonce",
            };
            return Err(Refusal::new("use_dpop_nonce", text));
        }
        if let Some((number, used)) = self.now.get_mut(role.index()) {
            *used += 1;
            if self.uses.is_some_and(|uses| *used >= uses) {
                *number += 1;
                *used = 0;
            }
        }
        Ok(())
    }
}
