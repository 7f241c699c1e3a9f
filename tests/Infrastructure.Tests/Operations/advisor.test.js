'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const http = require('node:http');
const test = require('node:test');

process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
process.env.AWS_SECRET_ACCESS_KEY = 'secret';
process.env.AWS_SESSION_TOKEN = 'token';
const { handler } = require(process.env.ADVISOR);

// A support API that answers as AWS's does, and checks the signature itself.
const support = async (answers, work) => {
  const asked = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => { body += part; });
    request.on('end', () => {
      const operation = request.headers['x-amz-target'].split('.')[1];
      asked.push({ operation, body: JSON.parse(body), signed: isSigned(request.headers, body) });
      const answer = answers[operation];
      response.writeHead(answer.status || 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  process.env.SUPPORT_ENDPOINT = `http://127.0.0.1:${server.address().port}`;
  const lines = [];
  const { write } = process.stdout;
  // The test's own reports go by the same way.
  process.stdout.write = (line, ...rest) => (typeof line === 'string' && line.startsWith('{"_aws"')
    ? lines.push(line) > 0
    : write.call(process.stdout, line, ...rest));
  try {
    await work(asked, lines);
  } finally {
    process.stdout.write = write;
    await new Promise((resolve) => { server.close(resolve); });
  }
};

const isSigned = (headers, body) => {
  const [, scope, names, signature] = headers.authorization
    .match(/Credential=AKIDEXAMPLE\/(\S+), SignedHeaders=(\S+), Signature=(\S+)$/);
  const hash = (text) => crypto.createHash('sha256').update(text).digest('hex');
  const request = `POST\n/\n\n${names.split(';').map((name) => `${name}:${headers[name]}\n`).join('')}\n${names}\n`
    + hash(body);
  const key = scope.split('/')
    .reduce((last, part) => crypto.createHmac('sha256', last).update(part).digest(), 'AWS4secret');
  const text = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${hash(request)}`;
  return signature === crypto.createHmac('sha256', key).update(text).digest('hex')
    && scope.endsWith('/us-east-1/support/aws4_request') && headers['x-amz-security-token'] === 'token';
};

test('checks are counted by their state and written as embedded metrics', async () => {
  const answers = {
    DescribeTrustedAdvisorChecks: { body: { checks: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }] } },
    DescribeTrustedAdvisorCheckSummaries: {
      body: { summaries: [{ status: 'ok' }, { status: 'ok' }, { status: 'error' }, { status: 'not_available' }] },
    },
  };
  await support(answers, async (asked, lines) => {
    assert.deepStrictEqual(await handler(), { error: 1, warning: 0, ok: 2, 'no-plan': 0 });
    assert.deepStrictEqual(asked.map((one) => one.signed), [true, true]);
    assert.deepStrictEqual(asked[1].body, { checkIds: ['a', 'b', 'c', 'd'] });
    const metrics = lines.map((line) => JSON.parse(line));
    assert.deepStrictEqual(
      metrics.map((one) => [one.State, one.TrustedAdvisorChecks]),
      [['error', 1], ['warning', 0], ['ok', 2], ['no-plan', 0]],
    );
    assert.deepStrictEqual(metrics[0]._aws.CloudWatchMetrics[0].Namespace, 'Domicile');
  });
});

test('without a paid support plan the count says so', async () => {
  const answers = {
    DescribeTrustedAdvisorChecks: {
      status: 400, body: { __type: 'SubscriptionRequiredException', message: 'AWS Premium Support is required.' },
    },
  };
  await support(answers, async () => {
    assert.deepStrictEqual(await handler(), { error: 0, warning: 0, ok: 0, 'no-plan': 1 });
  });
});

test('any other refusal fails, so that nobody takes silence for health', async () => {
  const answers = {
    DescribeTrustedAdvisorChecks: { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } },
  };
  await support(answers, async () => {
    await assert.rejects(handler(), /DescribeTrustedAdvisorChecks: 400 no/);
  });
});
