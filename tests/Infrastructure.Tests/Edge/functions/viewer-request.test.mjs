// The function of deploy/edge/viewer-request.js on an event as CloudFront sends it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { handler } = createRequire(import.meta.url)('../../../../deploy/edge/viewer-request.js');
const event = () => JSON.parse(readFileSync(new URL('viewer-request.json', import.meta.url), 'utf8'));
const nonceOf = (request) => request.headers['x-domicile-nonce'];

test('every request gets another nonce of 16 bytes', async () => {
  const nonces = new Set();
  for (let i = 0; i < 100; i++) {
    const [{ key, value }] = nonceOf(await handler(event()));
    assert.equal(key.toLowerCase(), 'x-domicile-nonce');
    assert.equal(Buffer.from(value, 'base64').length, 16);
    nonces.add(value);
  }

  assert.equal(nonces.size, 100);
});

test('what a visitor sends as a nonce does not reach the origin', async () => {
  const sent = event();
  const own = 'AAAAAAAAAAAAAAAAAAAAAA==';
  sent.Records[0].cf.request.headers['x-domicile-nonce'] = [
    { key: 'x-domicile-nonce', value: own },
    { key: 'x-domicile-nonce', value: own },
  ];
  const nonces = nonceOf(await handler(sent));
  assert.equal(nonces.length, 1);
  assert.notEqual(nonces[0].value, own);
});

test('the rest of the request goes on as it came, a folder as its page', async () => {
  const sent = event().Records[0].cf.request;
  const request = await handler(event());
  assert.equal(request.uri, '/guides/index.html');
  delete request.headers['x-domicile-nonce'];
  assert.deepEqual({ ...request, uri: sent.uri }, sent);
});

test('a page that is asked for by its name keeps it', async () => {
  const sent = event();
  sent.Records[0].cf.request.uri = '/guides/aws.html';
  assert.equal((await handler(sent)).uri, '/guides/aws.html');
});
