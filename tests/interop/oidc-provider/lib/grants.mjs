// Grants that the library leaves to whoever deploys it.
import { jwtBearer, tokenExchange } from './standards.mjs';

const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

export function register({ errors, jose }, provider, issuer, keys) {
  const answer = async (ctx, accountId, scope, more = {}) => {
    const grant = new provider.Grant({ accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope(scope);
    const token = new provider.AccessToken({
      accountId,
      client: ctx.oidc.client,
      grantId: await grant.save(),
      gty: 'assertion',
      scope,
    });
    ctx.body = {
      access_token: await token.save(),
      token_type: token.tokenType,
      expires_in: token.expiration,
      scope,
      ...more,
    };
  };

  // RFC 8693: an access token of this provider for one of fewer scopes.
  provider.registerGrantType(tokenExchange, async (ctx) => {
    const { subject_token: subject, scope, ...rest } = ctx.oidc.params;
    if (rest.subject_token_type !== accessToken) {
      throw new errors.InvalidRequest('subject_token_type is not supported');
    }
    if ((rest.requested_token_type ?? accessToken) !== accessToken) {
      throw new errors.InvalidRequest('requested_token_type is not supported');
    }
    const found = await provider.AccessToken.find(subject);
    if (!found?.isValid) throw new errors.InvalidRequest('subject_token is not good');
    const granted = (scope ?? found.scope).split(' ').filter((one) => found.scopes.has(one));
    if (!granted.length) throw new errors.InvalidScope('none of them was granted', scope);
    await answer(ctx, found.accountId, granted.join(' '), { issued_token_type: accessToken });
  }, [
    'subject_token', 'subject_token_type', 'actor_token', 'actor_token_type',
    'requested_token_type', 'audience', 'resource', 'scope',
  ], ['audience', 'resource']);

  // RFC 7523, 2.1: an assertion that the client signs for alice.
  provider.registerGrantType(jwtBearer, async (ctx) => {
    const { assertion, scope } = ctx.oidc.params;
    let claims;
    try {
      const known = jose.createLocalJWKSet(keys.jwks('ES256'));
      ({ payload: claims } = await jose.jwtVerify(assertion, known, {
        audience: [issuer, `${issuer}/token`],
        algorithms: ['ES256'],
        requiredClaims: ['iss', 'sub', 'aud', 'exp'],
      }));
    } catch (cause) {
      throw new errors.InvalidGrant(cause.message);
    }
    if (claims.iss !== ctx.oidc.client.clientId) throw new errors.InvalidGrant('wrong issuer');
    await answer(ctx, claims.sub, scope ?? 'read');
  }, ['assertion', 'scope']);
}
