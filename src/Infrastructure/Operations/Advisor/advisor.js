// Counts Trusted Advisor's checks by their state and writes the counts as CloudWatch's embedded metrics: a line of the
// log is all that this function may write, without what console.log puts before it. The API is in one AWS Region, and open to accounts with a paid support plan
// only; without one the count is "no-plan".
'use strict';

const crypto = require('node:crypto');

const site = 'us-east-1';
const states = ['error', 'warning', 'ok'];

const sha256 = (text) => crypto.createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();

// AWS Signature 4 of a POST to "/".
const signed = (host, target, body, now) => {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${site}/support/aws4_request`;
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host,
    'x-amz-date': time,
    ...(process.env.AWS_SESSION_TOKEN ? { 'x-amz-security-token': process.env.AWS_SESSION_TOKEN } : {}),
    'x-amz-target': target,
  };
  const names = Object.keys(headers).sort();
  const request = ['POST', '/', '', ...names.map((name) => `${name}:${headers[name]}`), '', names.join(';'),
    sha256(body)].join('\n');
  const key = [time.slice(0, 8), site, 'support', 'aws4_request']
    .reduce(hmac, `AWS4${process.env.AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${process.env.AWS_ACCESS_KEY_ID}/${scope}, `
    + `SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
};

const call = async (operation, input) => {
  const endpoint = process.env.SUPPORT_ENDPOINT || `https://support.${site}.amazonaws.com`;
  const body = JSON.stringify(input);
  const headers = signed(new URL(endpoint).host, `AWSSupport_20130415.${operation}`, body, new Date());
  const answer = await fetch(`${endpoint}/`, { method: 'POST', headers, body, signal: AbortSignal.timeout(20000) });
  const said = await answer.json();
  if (!answer.ok) {
    throw Object.assign(new Error(`${operation}: ${answer.status} ${said.message || ''}`), { code: said.__type || '' });
  }
  return said;
};

const count = async () => {
  const counts = Object.fromEntries([...states, 'no-plan'].map((state) => [state, 0]));
  try {
    const { checks } = await call('DescribeTrustedAdvisorChecks', { language: 'en' });
    const { summaries } = await call('DescribeTrustedAdvisorCheckSummaries',
      { checkIds: checks.map((check) => check.id) });
    for (const summary of summaries) {
      if (states.includes(summary.status)) {
        counts[summary.status] += 1;
      }
    }
  } catch (e) {
    if (!`${e.code}`.includes('SubscriptionRequiredException')) {
      throw e;
    }
    counts['no-plan'] = 1;
  }
  return counts;
};

exports.handler = async () => {
  const counts = await count();
  for (const [state, checks] of Object.entries(counts)) {
    process.stdout.write(`${JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{
          Namespace: 'Domicile',
          Dimensions: [['State']],
          Metrics: [{ Name: 'TrustedAdvisorChecks', Unit: 'Count' }],
        }],
      },
      State: state,
      TrustedAdvisorChecks: checks,
    })}\n`);
  }
  return counts;
};
