// The function of deploy/edge/origin-response.js on an event as CloudFront sends it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { handler } = createRequire(import.meta.url)('../../../../deploy/edge/origin-response.js');
const NONCE = "'nonce-AAECAwQFBgcICQoLDA0ODw=='";
const OURS = {
  'default-src': "'none'",
  'script-src': `'self' ${NONCE}`,
  'style-src': `'self' ${NONCE}`,
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
};

const event = () => JSON.parse(readFileSync(new URL('origin-response.json', import.meta.url), 'utf8'));

async function answer(change = () => {}) {
  const sent = event();
  change(sent.Records[0].cf);
  return handler(sent);
}

function policyOf(response) {
  const [{ value }] = response.headers['content-security-policy'];
  return Object.fromEntries(value.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]));
}

const policies = (...values) => ({ response }) => {
  response.headers['content-security-policy'] = values.map((value) => ({ key: 'Content-Security-Policy', value }));
};

const policy = async (...values) => policyOf(await answer(policies(...values)));

test('an origin that says no policy gets ours, with the nonce of this answer', async () => {
  assert.deepEqual(policyOf(await answer()), OURS);
});

test('what an origin may say is kept, and completed', async () => {
  const said = await policy(
    "script-src 'self' 'strict-dynamic' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    + "connect-src 'self' https://eu.domicile.example https://*.domicile.example; base-uri 'self'");
  assert.deepEqual(said, {
    ...OURS,
    'script-src': "'self' 'strict-dynamic' "
      + `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' ${NONCE}`,
    'connect-src': "'self' https://eu.domicile.example https://*.domicile.example",
    'base-uri': "'self'",
  });
});

test('the nonce that the origin was handed stands once', async () => {
  assert.equal((await policy(`script-src ${NONCE}`))['script-src'], NONCE);
});

test('an origin that allows no script keeps none', async () => {
  assert.equal((await policy("script-src 'none'"))['script-src'], "'none'");
});

for (const directive of [
  "script-src 'self' 'unsafe-inline'",
  "script-src 'self' 'unsafe-eval'",
  "script-src 'UNSAFE-INLINE'",
  'script-src *',
  'script-src https:',
  'script-src data:',
  'script-src https://domicile.example.evil.example',
  'script-src https://cdn.example',
  "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA=='",
  'script-src',
  "style-src 'unsafe-inline'",
  "style-src 'unsafe-hashes'",
  'img-src https://elsewhere.example',
  'img-src http://domicile.example',
  'connect-src https://notdomicile.example',
  'connect-src https://domicile.example.evil.example',
  'connect-src wss:',
  'base-uri https://domicile.example',
  'frame-ancestors https://elsewhere.example',
  "frame-ancestors 'self'",
  'form-action *',
  "default-src * 'unsafe-inline'",
  'report-uri https://elsewhere.example/reports',
  'script-src-elem *',
  'object-src *',
]) {
  test(`ours takes the place of ${directive}`, async () => {
    assert.deepEqual(await policy(directive), OURS);
  });
}

test('the first of two directives of one name counts, as in a browser', async () => {
  assert.deepEqual(await policy("script-src 'none'; script-src *"), { ...OURS, 'script-src': "'none'" });
  assert.deepEqual(await policy("script-src *; script-src 'none'"), OURS);
});

test('ours takes the place of two policies', async () => {
  assert.deepEqual(await policy("script-src 'none'", "style-src 'none'"), OURS);
  assert.deepEqual(await policy("script-src 'none', style-src 'none'"), OURS);
});

for (const sent of [undefined, '', 'short', "AAECAwQFBgcICQoLDA0ODw==' *", 'AAECAwQFBgcICQoLDA0ODw==;']) {
  test(`nothing but a nonce is taken for one: ${sent}`, async () => {
    const response = await answer(({ request }) => {
      request.headers['x-domicile-nonce'] = sent === undefined ? undefined : [{ key: 'X-Domicile-Nonce', value: sent }];
    });
    assert.deepEqual(policyOf(response), { ...OURS, 'script-src': "'self'", 'style-src': "'self'" });
  });
}

test('without a domain no host is ours', async () => {
  const response = await answer((cf) => {
    policies('connect-src https://eu.domicile.example')(cf);
    delete cf.request.origin;
  });
  assert.deepEqual(policyOf(response), OURS);
});

test('a policy that only reports is taken off, and no page is kept', async () => {
  const response = await answer(({ response: sent }) => {
    sent.headers['content-security-policy-report-only'] = [{ key: 'x', value: "default-src *; report-uri /r" }];
  });
  assert.equal(response.headers['content-security-policy-report-only'], undefined);
  assert.deepEqual(response.headers['cache-control'], [{ key: 'Cache-Control', value: 'no-store' }]);
});

test('status and other headers of the origin stay', async () => {
  const response = await answer();
  assert.equal(response.status, '200');
  assert.equal(response.headers['content-type'][0].value, 'text/html');
});
