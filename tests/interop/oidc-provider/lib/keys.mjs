// Keys, made anew at each start: of the provider, and of the tests' own clients.
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';

const curves = {
  RSA: ['rsa', { modulusLength: 2048 }],
  EC: ['ec', { namedCurve: 'P-256' }],
  OKP: ['ed25519', {}],
};
const types = { RS256: 'RSA', PS256: 'RSA', ES256: 'EC', EdDSA: 'OKP' };

// By way of PEM: node 20 can wait for itself for ever when it exports a key object
// that it has just generated.
const make = (type) => {
  const [name, options] = curves[type];
  const { privateKey } = generateKeyPairSync(name, {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
};
const jwkOf = (pem, more) => ({
  ...createPrivateKey(pem).export({ format: 'jwk' }),
  kid: randomUUID(),
  ...more,
});

// One private key for each type: RSA signs RS256 as well as PS256.
export const providerKeys = () =>
  ['RSA', 'EC', 'OKP'].map((type) => jwkOf(make(type), { use: 'sig' }));

export const publicPart = ({ kty, use, kid, alg, crv, e, n, x, y }) =>
  JSON.parse(JSON.stringify({ kty, use, kid, alg, crv, e, n, x, y }));

// A private key of a client for each algorithm, as JWK and as PEM.
export class ClientKeys {
  #keys = {};

  constructor() {
    for (const [alg, type] of Object.entries(types)) this.#add(make(type), alg, 'sig');
    this.#add(make('RSA'), 'RSA-OAEP-256', 'enc');
    this.#add(make('EC'), 'ECDH-ES', 'enc');
  }

  #add(pem, alg, use) {
    this.#keys[alg] = { jwk: jwkOf(pem, { alg, use }), pem };
  }

  // What the provider knows of them.
  jwks(...algs) {
    return { keys: algs.map((alg) => publicPart(this.#keys[alg].jwk)) };
  }

  // What the tests know of them.
  toJSON() {
    return this.#keys;
  }
}
