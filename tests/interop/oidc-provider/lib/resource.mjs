// The protected resource: /api/me takes opaque tokens and JWTs, bearer and DPoP.
import { createHash, randomUUID } from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('base64url');

export class Resource {
  // Proofs must hold the current nonce; a POST to /test/api-nonce changes it.
  #nonce = randomUUID();

  // RFC 9449, 11.1: what was seen is not taken again.
  #proofs = new Set();

  constructor(library, issuer) {
    this.library = library;
    this.issuer = issuer;
  }

  rotateNonce() {
    this.#nonce = randomUUID();
  }

  async #find(provider, value) {
    const opaque = await provider.AccessToken.find(value)
      ?? await provider.ClientCredentials.find(value);
    if (opaque) return opaque.isValid ? opaque : undefined;
    const { jose } = this.library;
    try {
      const jwks = jose.createRemoteJWKSet(new URL('jwks', `${this.issuer}/`));
      const { payload } = await jose.jwtVerify(value, jwks, {
        issuer: this.issuer,
        audience: `${this.issuer}/api/jwt`,
        typ: 'at+jwt',
      });
      const { sub: accountId, scope, aud, cnf } = payload;
      return { accountId, scope, aud, jkt: cnf?.jkt, 'x5t#S256': cnf?.['x5t#S256'] };
    } catch {
      return undefined;
    }
  }

  // RFC 9449, 4.3 and 7.1. What is wrong with the proof, or nothing.
  async #faultOfProof(req, value, jkt) {
    const { jose } = this.library;
    const proof = req.headers.dpop;
    if (!proof) return 'invalid_dpop_proof';
    let verified;
    try {
      verified = await jose.jwtVerify(proof, jose.EmbeddedJWK, { typ: 'dpop+jwt' });
    } catch {
      return 'invalid_dpop_proof';
    }
    const { payload, protectedHeader } = verified;
    const scheme = req.socket.encrypted ? 'https' : 'http';
    const url = new URL(req.url, `${scheme}://${req.headers.host}`);
    if (payload.nonce !== this.#nonce) return 'use_dpop_nonce';
    const good = payload.htm === req.method
      && payload.htu === `${url.origin}${url.pathname}`
      && payload.ath === sha256(value)
      && Math.abs(payload.iat - Date.now() / 1000) < 60
      && await jose.calculateJwkThumbprint(protectedHeader.jwk) === jkt
      && !this.#proofs.has(payload.jti);
    this.#proofs.add(payload.jti);
    return good ? undefined : 'invalid_dpop_proof';
  }

  async me(provider, req, res) {
    const [, scheme, value] = /^(Bearer|DPoP) +(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
    const token = value && await this.#find(provider, value);
    let fault = value ? 'invalid_token' : undefined;
    if (token) {
      fault = undefined;
      const certificate = req.socket.getPeerCertificate?.();
      const x5t = token['x5t#S256'];
      if ((scheme.toLowerCase() === 'dpop') !== Boolean(token.jkt)) fault = 'invalid_token';
      else if (token.jkt) fault = await this.#faultOfProof(req, value, token.jkt);
      else if (x5t && !(certificate?.raw && x5t === sha256(certificate.raw))) fault = 'invalid_token';
      if (token.jkt) res.setHeader('dpop-nonce', this.#nonce);
    }
    res.setHeader('content-type', 'application/json');
    if (!token || fault) {
      res.statusCode = 401;
      const name = scheme?.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
      res.setHeader('www-authenticate', fault ? `${name} error="${fault}"` : name);
      res.end('{"error":"invalid_token"}\n');
      return;
    }
    res.end(JSON.stringify({
      sub: token.accountId ?? token.clientId,
      scope: token.scope ?? '',
      aud: token.aud,
      jkt: token.jkt,
    }));
  }
}
