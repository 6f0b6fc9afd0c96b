// What a person sees: forms under the ids that the other servers' pages use too.
export const redirectUri = 'http://127.0.0.1:8765/callback';
export const httpsRedirectUri = 'https://127.0.0.1:8765/callback';

export const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
export const page = (body) =>
  `<!doctype html>\n<html><head><title>Authorization</title></head><body>\n${body}</body></html>\n`;
const consentForm = (decision, action) => `<form id="${decision}" method="post" action="${action}">
<input type="hidden" name="decision" value="${decision}">
<button type="submit">${decision}</button>
</form>
`;
// One of the library's forms with another id and more hidden fields: it carries
// the library's token against cross-site posts.
const reform = (form, id, extra) => {
  const action = /action="([^"]*)"/.exec(form)[1];
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)[1];
  return `<form id="${id}" method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${extra}<button type="submit">${id}</button>
</form>
`;
};
const hidden = (name, value) => `<input type="hidden" name="${name}" value="${escape(value)}">\n`;

export const device = {
  async userCodeInputSource(ctx, form, _out, err) {
    // The field user_code is the user's to fill in.
    const problem = err ? `<p id="error">${escape(err.name)}</p>\n` : '';
    ctx.body = page(problem + reform(form, 'continue', ''));
  },
  async userCodeConfirmSource(ctx, form, _client, _info, userCode) {
    const code = hidden('user_code', userCode);
    ctx.body = page(
      reform(form, 'approve', code + hidden('confirm', 'yes'))
      + reform(form, 'deny', code + hidden('abort', 'yes')),
    );
  },
  async successSource(ctx) {
    ctx.body = page('<p id="done">done</p>');
  },
};

export const logout = {
  async logoutSource(ctx, form) {
    ctx.body = page(reform(form, 'approve', hidden('logout', 'yes')) + reform(form, 'deny', ''));
  },
  async postLogoutSuccessSource(ctx) {
    ctx.body = page('<p id="done">signed out</p>');
  },
};

async function fields(req) {
  let body = '';
  for await (const chunk of req) body += chunk;
  return new URLSearchParams(body);
}

// Grants what was asked for.
export async function consent(provider, prompt, params, accountId, grantId) {
  const grant = (grantId && await provider.Grant.find(grantId))
    || new provider.Grant({ accountId, clientId: params.client_id });
  const { missingOIDCScope, missingOIDCClaims, missingResourceScopes, rar } = prompt.details;
  if (missingOIDCScope) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (missingOIDCClaims) grant.addOIDCClaims(missingOIDCClaims);
  for (const [resource, scopes] of Object.entries(missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  for (const detail of rar ?? []) grant.addRar(detail);
  return grant.save();
}

// Logs alice in without asking, and asks for consent.
export async function interaction(provider, req, res) {
  const { prompt, params, session, grantId, uid } = await provider.interactionDetails(req, res);
  if (req.method === 'GET' && prompt.name === 'login') {
    await provider.interactionFinished(req, res, { login: { accountId: 'alice' } });
    return;
  }
  if (req.method === 'GET') {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(page(
      `<p>${escape(params.client_id)} asks for: ${escape(params.scope)}</p>\n`
      + consentForm('approve', `/interaction/${uid}`)
      + consentForm('deny', `/interaction/${uid}`),
    ));
    return;
  }
  if ((await fields(req)).get('decision') !== 'approve') {
    await provider.interactionFinished(req, res, {
      error: 'access_denied',
      error_description: 'alice refused',
    });
    return;
  }
  const granted = await consent(provider, prompt, params, session.accountId, grantId);
  await provider.interactionFinished(
    req,
    res,
    { consent: { grantId: granted } },
    { mergeWithLastSubmission: true },
  );
}

// Alice's own device asks her whether she started what a backchannel
// authentication request asks for. Her answer: POST binding_message and decision.
export class Backchannel {
  #asked = new Map();

  ask(request) {
    this.#asked.set(request.params.binding_message, request.jti);
  }

  async decide(library, provider, req, res) {
    const answer = await fields(req);
    const message = answer.get('binding_message');
    const id = this.#asked.get(message);
    this.#asked.delete(message);
    const request = id && await provider.BackchannelAuthenticationRequest.find(id);
    res.statusCode = request ? 204 : 404;
    if (request) {
      let result = new library.errors.AccessDenied('alice refused');
      if (answer.get('decision') === 'approve') {
        const { accountId, clientId } = request;
        result = new provider.Grant({ accountId, clientId });
        result.addOIDCScope(request.scope);
        await result.save();
      }
      await provider.backchannelResult(request, result);
    }
    res.end();
  }
}
