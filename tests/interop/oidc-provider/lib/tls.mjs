// Client certificates (RFC 8705). The tests make an authority and certificates:
// ca.pem, server.pem, server.key, and the certificate of the client that signs
// its own, self-signed.pem.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const pem = (certificate) =>
  `-----BEGIN CERTIFICATE-----\n${certificate.raw.toString('base64').match(/.{1,64}/g).join('\n')}\n-----END CERTIFICATE-----\n`;

export class Tls {
  constructor(dir) {
    const read = (name) => readFileSync(join(dir, name));
    this.options = {
      ca: read('ca.pem'),
      cert: read('server.pem'),
      key: read('server.key'),
      requestCert: true,
      // Clients without a certificate come too.
      rejectUnauthorized: false,
    };
    this.selfSigned = new X509Certificate(read('self-signed.pem'));
  }

  // The public key of the client that signs its own certificate.
  selfSignedJwks() {
    const jwk = this.selfSigned.publicKey.export({ format: 'jwk' });
    return { keys: [{ ...jwk, x5c: [this.selfSigned.raw.toString('base64')] }] };
  }

  feature() {
    const shown = ({ socket }) => {
      const certificate = socket.getPeerCertificate?.();
      return certificate?.raw ? certificate : undefined;
    };
    return {
      enabled: true,
      certificateBoundAccessTokens: true,
      selfSignedTlsClientAuth: true,
      tlsClientAuth: true,
      getCertificate: (ctx) => {
        const certificate = shown(ctx);
        return certificate && pem(certificate);
      },
      certificateAuthorized: ({ socket }) => socket.authorized,
      certificateSubjectMatches: (ctx, property, expected) =>
        property === 'tls_client_auth_san_dns'
        && shown(ctx)?.subjectaltname?.split(', ').includes(`DNS:${expected}`),
    };
  }
}
